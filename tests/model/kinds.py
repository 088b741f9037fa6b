"""The kinds of record that the model knows: how a program is asked for one,
which fields are played with, and what a new record has by itself.  Written by
hand from the manual, not from the dictionary: it is a second opinion."""

TODAY = '2026-11-21'
NOW = TODAY + 'T09:00:00Z'

TEXTS = ['Ada', 'Bea', '杭州凌霄', 'Café', 'a"b', 'x,y', 'p;q', "o'k", '=1+1',
         '-5', '+7', '@me', 'null', 'true', '007', 'tab\there', 'ﬁne', '１２']
NOTES = TEXTS + ['two\nlines', 'cr\r\nlf', '"', '\\N?', ' - ']
# What is written, and what the book then has.
VALUES = {
    'text': [(t, t) for t in TEXTS],
    'note': [(t, t) for t in NOTES],
    'int': [('1', '1'), ('0', '0'), ('42', '42'), ('1,000', '1000')],
    'money': [('5', '5.00'), ('12.5', '12.50'), ('1,234.56', '1234.56'),
              ('0', '0.00'), ('99999999.99', '99999999.99')],
    'decimal': [('2', '2'), ('0.5', '0.5'), ('3.141592', '3.141592')],
    'percent': [('15', '15'), ('15%', '15'), ('7.25', '7.25')],
    'date': [('2026-12-01', '2026-12-01'), ('today', TODAY),
             ('+1m', '2026-12-21'), ('2024-02-29', '2024-02-29')],
    'past': [('2026-11-01', '2026-11-01'), ('today', TODAY),
             ('2024-02-29', '2024-02-29')],
    'instant': [('2026-11-20T08:30:00Z', '2026-11-20T08:30:00Z'),
                ('2026-11-20 10:00', '2026-11-20T10:00:00Z')],
    'bool': [('yes', True), ('no', False)],
    'tags': [('red', 'red'), ('red,blue', 'blue, red')],
    'email': [('A@Example.com', 'a@example.com'),
              ('bea@example.org', 'bea@example.org')],
    'grade': [('A', 'A'), ('B', 'B'), ('D', 'D')],
    'priority': [('low', 'low'), ('high', 'high')],
    'status': [('draft', 'draft'), ('confirmed', 'confirmed')],
    'source': [('web', 'web'), ('event', 'event')],
    'did': [('call', 'call'), ('visit', 'visit')],
    'related': [('competes', None)],
}


class Kind:
    """fields: name -> type, where 'ref:KIND' is a reference and 'any' one to
    any of the business.  kept: what the book may change beside them; moved:
    what verbs change, and imports give."""

    def __init__(self, name, command, fields, needs=(), key=None, has=None,
                 kept=(), moved=(), weight=3):
        self.name, self.command, self.fields = name, command, fields
        self.needs, self.key = tuple(needs), key
        self.has, self.kept, self.weight = has or {}, set(kept), weight
        self.moved = set(moved)
        self.id_column = name.replace('-', '_') + '_id'

    def refs(self):
        return [f for f, t in self.fields.items()
                if t.startswith('ref:') or t == 'any']


OWNED = {'owned_since', 'last_owner', 'pooled_at', 'pool'}
_ALL = [
    Kind('user', ['crm-team'],
         {'login': 'key', 'name': 'text', 'region': 'text',
          'manager': 'ref:user', 'team': 'ref:team', 'capacity': 'int',
          'ext': 'ext', 'notes': 'note', 'active': 'bool'},
         needs=['login'], has={'role': 'rep', 'active': True}, weight=1),
    Kind('team', ['crm-team', 'team'],
         {'name': 'key', 'parent': 'ref:team', 'manager': 'ref:user',
          'notes': 'note', 'ext': 'ext'}, needs=['name'], weight=1),
    Kind('customer', ['crm-customer'],
         {'name': 'text', 'code': 'key', 'employees': 'int',
          'credit_limit': 'money', 'grade': 'grade', 'parent': 'ref:customer',
          'city': 'text', 'email': 'email', 'owner': 'ref:user',
          'tags': 'tags', 'notes': 'note', 'ext': 'ext',
          'entered_on': 'date', 'locked': 'bool'},
         needs=['name'], kept=OWNED, weight=5,
         has={'kind': 'customer', 'currency': 'CNY', 'entered_on': TODAY}),
    Kind('contact', ['crm-customer', 'contact'],
         {'customer': 'ref:customer', 'name': 'text', 'email': 'email',
          'title': 'text', 'birthday': 'date', 'left': 'bool',
          'notes': 'note', 'ext': 'ext'},
         has={'primary': False, 'left': False}, needs=['name']),
    Kind('lead', ['crm-lead'],
         {'company': 'text', 'name': 'text', 'email': 'email',
          'region': 'text', 'budget': 'money', 'expected_close': 'date',
          'priority': 'priority', 'source': 'source', 'tags': 'tags',
          'notes': 'note', 'owner': 'ref:user', 'ext': 'ext',
          'locked': 'bool', 'campaign': 'ref:campaign'},
         needs=['company'], kept=OWNED | {'status'}, weight=6,
         has={'currency': 'CNY', 'status': 'new', 'entered_on': TODAY}),
    Kind('campaign', ['crm-lead', 'campaign'],
         {'name': 'text', 'budget': 'money', 'starts_on': 'date',
          'owner': 'ref:user', 'notes': 'note', 'ext': 'ext'},
         needs=['name'], has={'status': 'planned', 'currency': 'CNY'}, weight=1),
    Kind('touch', ['crm-lead', 'touch'],
         {'lead': 'ref:lead', 'at': 'instant', 'source': 'source',
          'keyword': 'text', 'cost': 'money', 'ext': 'ext'},
         needs=['lead', 'at', 'source'], has={'currency': 'CNY'}, weight=1),
    Kind('product', ['crm-stock'],
         {'sku': 'key', 'name': 'text', 'list_price': 'decimal',
          'lead_time': 'int', 'notes': 'note', 'ext': 'ext'},
         needs=['sku', 'name'], kept={'decimals'}, has={'active': True, 'currency': 'CNY', 'cost_method': 'average',
              'tracking': 'none', 'stocked': True}, weight=1),
    Kind('deal', ['crm-deal'],
         {'customer': 'ref:customer', 'contact': 'ref:contact',
          'name': 'text', 'amount': 'money', 'probability': 'percent',
          'expected_close': 'date', 'owner': 'ref:user', 'tags': 'tags',
          'product': 'ref:product', 'notes': 'note', 'ext': 'ext'},
         needs=['name'], kept={'amount_base'}, weight=6,
         has={'stage': 'ST1', 'currency': 'CNY', 'opened_on': TODAY}),
    Kind('visit', ['crm-deal', 'visit'], {}, weight=0),
    Kind('order', ['crm-order'],
         {'number': 'key', 'customer': 'ref:customer', 'deal': 'ref:deal',
          'status': 'status', 'ordered_on': 'past', 'amount': 'money',
          'notes': 'note', 'ext': 'ext'},
         has={'status': 'draft', 'currency': 'CNY'}, moved=['status']),
    # Without prices: what lines with a price come to is tests/model/deals.py's.
    Kind('order-line', ['crm-order', 'order-line'],
         {'order': 'ref:order', 'line': 'int', 'quantity': 'decimal',
          'description': 'text', 'ext': 'ext'},
         needs=['order'], has={'currency': 'CNY'}, weight=2),
    Kind('task', ['crm-task'],
         {'subject': 'text', 'due': 'date', 'priority': 'priority',
          'owner': 'ref:user', 'about': 'any', 'notes': 'note',
          'tags': 'tags', 'ext': 'ext'},
         needs=['subject'], kept={'contact'},
         has={'status': 'todo', 'priority': 'normal'}),
    Kind('activity', ['crm-task', 'activity'],
         {'kind': 'did', 'about': 'any', 'at': 'instant', 'subject': 'text',
          'minutes': 'int', 'owner': 'ref:user', 'ext': 'ext'},
         needs=['kind'], kept={'contact'}, has={'at': NOW}, weight=2),
    Kind('pool', ['crm-admin', 'pool'],
         {'name': 'key', 'kind': 'pool-of', 'claims_per_day': 'int',
          'notes': 'note'}, needs=['name', 'kind'],
         has={'mask': True, 'active': True}, weight=1),
    Kind('segment', ['crm-admin', 'segment'], {}, weight=0),
    Kind('field', ['crm-admin', 'field'], {}, weight=0),
]
KINDS = {k.name: k for k in _ALL}
VALUES['pool-of'] = [('lead', 'lead'), ('customer', 'customer')]
ABOUT = ['lead', 'customer', 'deal', 'contact']

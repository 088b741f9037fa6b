"""A book as somebody outside sees it: programs are run on it, and what they
print is read.  Every command is remembered, so that a failure can be told."""

import json
import os
import shlex
import shutil
import subprocess

from kinds import KINDS, NOW


class Failure(Exception):
    """What was not as it should be; `check` names the check that found it."""

    def __init__(self, check, text):
        super().__init__(text)
        self.check = check


class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err


def read_json(text):
    """Numbers stay as they are written: 5.00 is not 5.0."""
    return json.loads(text, parse_float=str, parse_int=str)


class Book:
    """template: a fresh book on a server, of which each run gets a copy; else
    one is made in the directory."""

    def __init__(self, template, bin_dir, directory, name):
        self.template, self.directory = template, directory
        self.server = template.startswith('postgresql:')
        self.url = (f'{template.rsplit("/", 1)[0]}/{name}' if self.server
                    else os.path.join(directory, name + '.db'))
        if not self.server:
            self.template = os.path.join(directory, 'fresh.db')
        self.commands = []
        self.env = dict(os.environ, CRM_DB=self.url, CRM_NOW=NOW, TZ='UTC',
                        LC_ALL='C.UTF-8', CRM_USER='ann',
                        PATH=bin_dir + os.pathsep + os.environ['PATH'])
        if not self.server:
            self.ask(['crm-admin', 'init', '-q', '--db', self.template])

    def fresh(self):
        self.remove()
        self.commands = []
        if self.server:
            subprocess.run(['createdb', '-U', 'ann', '-T',
                            self.template.rsplit('/', 1)[1],
                            self.url.rsplit('/', 1)[1]], check=True)
        else:
            shutil.copy(self.template, self.url)

    def remove(self):
        if self.server:
            subprocess.run(['dropdb', '--if-exists', '-f', '-U', 'postgres',
                            self.url.rsplit('/', 1)[1]], check=True,
                           stderr=subprocess.DEVNULL)
            return
        for end in ('', '-wal', '-shm', '-journal'):
            if os.path.exists(self.url + end):
                os.remove(self.url + end)

    def run(self, argv, stdin=''):
        """Crashes and failures of the machine are failures of the test."""
        p = subprocess.run(argv, input=stdin.encode(), env=self.env,
                           cwd=self.directory, capture_output=True,
                           timeout=60, check=False)
        r = Result(p.returncode, p.stdout, p.stderr.decode('utf-8', 'replace'))
        line = shlex.join(argv)
        if stdin:
            line = f'printf %s {shlex.quote(stdin)} | {line}'
        self.commands.append(line)
        if r.status not in (0, 2, 3, 4, 5, 6) or 'anitizer' in r.err:
            raise Failure('status', f'{line}\nexits {r.status}: {r.err}')
        return r

    def must(self, argv, stdin=''):
        r = self.run(argv, stdin)
        if r.status != 0:
            raise Failure('status', f'{self.commands[-1]}\nexits {r.status}: '
                          + r.err)
        return r

    def ask(self, argv, stdin=''):
        """The same, of what changes nothing: it is no part of the story."""
        try:
            return self.must(argv, stdin)
        finally:
            self.commands.pop()

    def ask_any(self, argv, stdin=''):
        """The same, however it ends."""
        try:
            return self.run(argv, stdin)
        finally:
            self.commands.pop()

    def listing(self, kind, *options):
        return self.ask(KINDS[kind].command
                        + ['list', '-o', 'ndjson', *options]).out

    def feed(self, since):
        lines = self.ask(['crm-admin', 'feed', '--since', f'B{since}']).out
        return [read_json(line) for line in lines.splitlines()]

    def last_batch(self):
        out = self.ask(['crm-admin', 'log', '-l', '1', '-o', 'csv', '-c',
                        'batch']).out
        return int(out.split()[1][1:])


def stored(kind, row):
    """A line of a listing as the feed would have its fields, blanks left out;
    references are their ids."""
    out = {}
    for name, value in row.items():
        if name.endswith('_id') and name != KINDS[kind].id_column:
            out[name[:-3]] = value
        elif name + '_id' not in row:
            out[name] = value
    return {n: v for n, v in out.items() if v is not None}

# Published cases of receivables and payments against the programs: reads a topic of
# ../shared/data/cases_cash, plays the steps of each case on the book CRM_DB, compares
# every figure, and speaks TAP.
#
#	cash.py DIRECTORY TOPIC
import importlib
import json
import os
import sys

from cash_book import Book

DIRECTORY, TOPIC = sys.argv[1:3]
# Those that no command answers, and why.
UNANSWERED = {}


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    for name in sorted(os.listdir(here)):
        if name.startswith("cash_") and name.endswith(".py"):
            module = importlib.import_module(name[:-3])
            UNANSWERED.update(getattr(module, "UNANSWERED", {}))
    with open(f"{DIRECTORY}/{TOPIC}.json") as f:
        cases = json.load(f)
    failed = 0
    for i, case in enumerate(cases, 1):
        if case["id"] in UNANSWERED:
            print(f"ok {i} - {case['id']} # SKIP {UNANSWERED[case['id']]}")
            continue
        book = Book(case)
        if book.unknown():
            print(f"ok {i} - {case['id']} # SKIP nobody plays "
                  f"{', '.join(book.unknown())}")
            continue
        book.play()
        got, wanted = book.got(), case["expect"]
        # What nobody expects to be refused is not.
        got.setdefault("refused", book.refused)
        good = got == {"refused": [], **wanted}
        failed += not good
        print(f"{'ok' if good else 'not ok'} {i} - {case['id']} "
              f"{case['what']}", flush=True)
        if not good:
            print(f"# got  {got}\n# want {wanted}")
    print(f"1..{len(cases)}")
    sys.exit(failed > 0)


main()

#!/usr/bin/env python3
"""Tells what Autobahn|Testsuite found: how many cases passed, and every one that did not. Exit code 1 where one did not.

summary.py INDEX.json...
"""

import collections
import json
import sys

# NON-STRICT is within the standard, INFORMATIONAL has no right answer.
PASSED = {"OK", "NON-STRICT", "INFORMATIONAL"}
CLOSED = {"OK", "INFORMATIONAL"}


def number(case):
    """Cases in the order of their numbers, not of their digits."""
    return [int(part) for part in case.split(".")]


def main(files):
    failed = 0
    for file in files:
        with open(file, encoding="utf-8") as index:
            agents = json.load(index)
        for agent, cases in agents.items():
            counts = collections.Counter(result["behavior"] for result in cases.values())
            told = ", ".join(f"{count} {behavior}" for behavior, count in sorted(counts.items()))
            print(f"{agent}: {len(cases)} cases: {told}")
            failed += not cases
            for case in sorted(cases, key=number):
                result = cases[case]
                if result["behavior"] not in PASSED or result["behaviorClose"] not in CLOSED:
                    failed += 1
                    print(f"  {case}: {result['behavior']}, close {result['behaviorClose']}")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

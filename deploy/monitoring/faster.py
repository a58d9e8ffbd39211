"""The rules with time divided, so that minutes show what takes hours: python3 faster.py FACTOR <rules >faster

Only durations are rewritten, all by the one factor: `for:`, ranges in brackets, and the numbers of seconds that an age is
compared with. Every expression is otherwise what it was, and so is every number that is no duration.
"""

import re
import sys

UNITS = {"s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}
DURATION = r"(\d+)([smhd])"


def divided(number, unit, factor):
    millis = round(int(number) * UNITS[unit] / factor)
    return f"{millis // 1000}s" if millis % 1000 == 0 else f"{millis}ms"


def faster(rules, factor):
    rules = re.sub(rf"(?m)^(\s+for: ){DURATION}$", lambda m: m[1] + divided(m[2], m[3], factor), rules)
    rules = re.sub(rf"\[{DURATION}\]", lambda m: f"[{divided(m[1], m[2], factor)}]", rules)
    return re.sub(r"(_(?:age|oldest)_seconds\) > )(\d+)$", lambda m: m[1] + f"{int(m[2]) / factor:g}", rules, flags=re.M)


if __name__ == "__main__":
    sys.stdout.write(faster(sys.stdin.read(), float(sys.argv[1])))

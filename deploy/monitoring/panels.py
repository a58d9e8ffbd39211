"""What deploy/monitoring/check asks of the dashboards, the rules and the runbook.

static            what can be told from the files
live URL SECONDS  whether each query finds data in that Prometheus, within so many seconds
receive PORT      takes every webhook on 127.0.0.1
"""

import http.server
import json
import math
import pathlib
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

DEPLOY = pathlib.Path(__file__).resolve().parent.parent
DASHBOARDS = sorted((DEPLOY / "grafana" / "dashboards").glob("*.json"))
RULES = DEPLOY / "prometheus" / "linkfleet.rules.yaml"
TESTS = DEPLOY / "prometheus" / "linkfleet.rules.test.yaml"
DATASOURCE = "linkfleet-prometheus"
METRIC = r"\b(?:linkfleet|http_server|lettuce|kafka|jvm|process|logback)_[a-z_]+"


def panels(dashboard):
    """Every panel that shows something; rows are only headings."""
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


def queries():
    for file in DASHBOARDS:
        for panel in panels(json.loads(file.read_text())):
            for target in panel["targets"]:
                yield f"{file.name}, {panel['title']}", target["expr"]


def documented():
    """Each name under which a metric of METRICS.md comes out, and the metric."""
    names = {}
    for name, kind in re.findall(r"(?m)^\| `(linkfleet_[a-z_]+)` \| ([a-z]+) \|", (DEPLOY / "METRICS.md").read_text()):
        suffixes = {"histogram": ["_bucket", "_count", "_sum", "_max"], "summary": ["_count", "_sum", "_max"]}
        names |= {name + suffix: name for suffix in suffixes.get(kind, [""])}
    return names


def metrics(text):
    return set(re.findall(r"\blinkfleet_[a-z_]+", text))


def recorded(text):
    return set(re.findall(r"\blinkfleet:[a-z0-9_]+:[a-z0-9_]+", text))


def faults_of(file):
    dashboard = json.loads(file.read_text())
    if not dashboard.get("uid"):
        yield "no uid"
    if dashboard["schemaVersion"] < 39:
        yield "older than Grafana 11"
    chosen = [v for v in dashboard["templating"]["list"] if v["type"] == "datasource"]
    if [(v["name"], v["current"]["value"]) for v in chosen] != [("datasource", DATASOURCE)]:
        yield f"no variable `datasource` that begins with {DATASOURCE}"
    ids = [panel["id"] for panel in dashboard["panels"]]
    if len(ids) != len(set(ids)):
        yield "two panels have one id"
    for panel in panels(dashboard):
        defaults = panel["fieldConfig"]["defaults"]
        wanted = {
            "a title": panel.get("title"),
            "a description": panel.get("description"),
            "a unit": defaults.get("unit"),
            "thresholds": defaults.get("thresholds", {}).get("steps"),
            "the datasource": panel["datasource"]["uid"] == "${datasource}",
            "a query": panel["targets"] and all(target["expr"] for target in panel["targets"]),
        }
        yield from (f"{panel.get('title')}: without {what}" for what, there in wanted.items() if not there)
    yield from overlaps(dashboard["panels"])


def overlaps(placed):
    taken = {}
    for panel in placed:
        at = panel["gridPos"]
        for x in range(at["x"], at["x"] + at["w"]):
            for y in range(at["y"], at["y"] + at["h"]):
                if taken.setdefault((x, y), panel["id"]) != panel["id"] or x > 23:
                    yield f"{panel['title']}: lies over another panel or beyond the edge"
                    return


def static():
    faults = [f"{file.name}: {fault}" for file in DASHBOARDS for fault in faults_of(file)]
    uids = [json.loads(file.read_text())["uid"] for file in DASHBOARDS]
    if len(uids) != len(set(uids)):
        faults.append("two dashboards have one uid")

    rules, names = RULES.read_text(), documented()
    shown = "\n".join(expr for _, expr in queries())
    for where, text in [(RULES.name, rules), (TESTS.name, TESTS.read_text()), ("dashboards", shown)]:
        faults += [f"{where}: {name} is not in METRICS.md" for name in sorted(metrics(text) - set(names))]
    used = {names.get(name) for name in metrics(shown)} | {names.get(name) for name in metrics(rules)}
    faults += [f"METRICS.md: {name} is in no panel and no rule" for name in sorted(set(names.values()) - used)]
    known = set(re.findall(r"(?m)^ +- record: (\S+)$", rules))
    for where, text in [(RULES.name, rules), ("dashboards", shown), ("RUNBOOK.md", (DEPLOY / "RUNBOOK.md").read_text())]:
        faults += [f"{where}: nothing records {name}" for name in sorted(recorded(text) - known)]

    alerts = re.findall(r"(?m)^ +- alert: (\S+)$", rules)
    runbook = (DEPLOY / "RUNBOOK.md").read_text()
    sections = re.findall(r"(?m)^## (Linkfleet\w+)$", runbook)
    faults += [f"{name} has no section in RUNBOOK.md" for name in alerts if name not in sections]
    faults += [f"RUNBOOK.md: there is no alert {name}" for name in sections if name not in alerts]
    anchors = [heading.lower() for heading in sections]
    faults += [f"{name} has no runbook_url of its own" for name in alerts if f"deploy/RUNBOOK.md#{name.lower()}\n" not in rules]
    faults += [f"RUNBOOK.md: #{link} leads nowhere" for link in re.findall(r"\(#([^)]+)\)", runbook) if link not in anchors]
    faults += [f"RUNBOOK.md: no dashboard has a panel {title}" for title in sorted(titles_named(runbook) - titles())]
    fired = set(re.findall(r"labels: '\{alertname=\"(\w+)\"", TESTS.read_text()))
    faults += [f"{name} is never seen to fire in {TESTS.name}" for name in alerts if name not in fired]

    count = sum(1 for _ in queries())
    report(faults, f"{len(DASHBOARDS)} dashboards with {count} queries, {len(alerts)} alerts, {len(set(names.values()))} metrics")


def titles():
    return {panel["title"] for file in DASHBOARDS for panel in panels(json.loads(file.read_text()))}


def titles_named(runbook):
    """Panels are named in quotation marks; so is one chapter of the README."""
    return set(re.findall(r'"([^"\n]+)"', re.sub(r"`[^`]*`|```.*?```", "", runbook, flags=re.S))) - {"When something is away"}


def ask(url, path, **parameters):
    query = f"{url}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
    try:
        with urllib.request.urlopen(query, timeout=10) as answer:
            return json.load(answer)["data"]
    except urllib.error.HTTPError as refused:
        sys.exit(f"{parameters}: {refused.read().decode()}")


def has_data(url, expr):
    """As of now, over what was scraped within the last minute and with every variable at "All"."""
    asked = expr.replace("$__rate_interval", "1m")
    result = ask(url, "query", query=re.sub(r"\$(worker|gateway)\b", ".*", asked))["result"]
    return any(not math.isnan(float(sample["value"][1])) for sample in result)


def live(url, seconds):
    end = time.monotonic() + seconds
    left = sorted(set(queries()))
    count = len(left)
    while left and time.monotonic() < end:
        time.sleep(2)
        left = [(where, expr) for where, expr in left if not has_data(url, expr)]
    faults = [f"{where}: no data for {expr}" for where, expr in left]
    known = ask(url, "label/__name__/values")
    asked = set(re.findall(METRIC, "\n".join(expr for _, expr in queries()) + RULES.read_text()))
    faults += [f"the fleet has no metric {name}" for name in sorted(asked - set(known))]
    for target in ask(url, "targets", state="active")["activeTargets"]:
        if target["health"] != "up":
            faults.append(f"{target['scrapeUrl']}: {target['lastError']}")
    for group in ask(url, "rules")["groups"]:
        faults += [f"{rule['name']}: {rule.get('lastError')}" for rule in group["rules"] if rule["health"] != "ok"]
    for alert in ask(url, "alerts")["alerts"]:
        if alert["state"] == "firing":
            faults.append(f"{alert['labels']} fires in a healthy fleet: {alert['annotations']['description']}")
    report(faults, f"{count} queries have data, no alert fires")


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


def report(faults, good):
    if faults:
        sys.exit("\n".join(faults))
    print(good)


match sys.argv[1:]:
    case ["static"]:
        static()
    case ["live", url, seconds]:
        live(url, float(seconds))
    case ["receive", port]:
        http.server.ThreadingHTTPServer(("127.0.0.1", int(port)), Receiver).serve_forever()
    case _:
        sys.exit(__doc__)

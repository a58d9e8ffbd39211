"""What the dashboards show of one run of deploy/monitoring/alerts: python3 pictures.py URL RUN DIRECTORY

URL is a Prometheus over what that run gathered, RUN where it left the rest. Draws each dashboard with the queries and the layout
it has in Grafana, and when which alert was active, as PNG files.
"""

import json
import math
import pathlib
import re
import sys
import textwrap
import urllib.parse
import urllib.request

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.ticker import FuncFormatter, MaxNLocator

DEPLOY = pathlib.Path(__file__).resolve().parent.parent
DASHBOARDS = sorted((DEPLOY / "grafana" / "dashboards").glob("*.json"))
POINTS = 260
MOST_NAMES = 6
COLUMN, ROW, DPI = 0.68, 0.30, 75
INK, FAINT, BAND = "#1f2933", "#8a94a0", "#f4a261"
COLORS = ["#2a6f97", "#e76f51", "#2a9d8f", "#9b5de5", "#e9b44c", "#577590", "#c9184a", "#6a994e", "#b08968", "#4cc9f0"]


class Run:
    """What went on, and what Prometheus knows of it."""

    def __init__(self, url, home):
        self.url = url
        lines = (home / "episodes.tsv").read_text().splitlines()
        told = [line.split("\t") for line in lines]
        self.episodes = sorted((int(a), int(b), what) for a, b, what in told)
        self.start = self.episodes[0][0] - 10
        self.end = max(to for _, to, _ in self.episodes) + 15
        self.step = max(1, math.ceil((self.end - self.start) / POINTS))
        self.names = {}
        for job, name in [("gateways", "gateway"), ("workers", "worker")]:
            targets = re.findall(r"127\.0\.0\.1:\d+", (home / "targets" / f"{job}.yaml").read_text())
            self.names |= {target: f"{name}-{i + 1}" for i, target in enumerate(targets)}

    def series(self, expr):
        """Each as its labels, times in seconds since the start, and values, NaN where there is none."""
        asked = re.sub(r"\$(worker|gateway)\b", ".*", expr.replace("$__rate_interval", "10s"))
        query = {"query": asked, "start": self.start, "end": self.end, "step": self.step}
        with urllib.request.urlopen(f"{self.url}/api/v1/query_range?{urllib.parse.urlencode(query)}", timeout=60) as answer:
            result = json.load(answer)["data"]["result"]
        times = list(range(self.start, self.end + 1, self.step))
        for one in result:
            values = {round(float(at)): float(value) for at, value in one["values"]}
            yield one["metric"], [at - self.start for at in times], [values.get(at, math.nan) for at in times]

    def legend(self, template, labels):
        text = re.sub(r"\{\{(\w+)\}\}", lambda m: labels.get(m[1], ""), template or "") if template else ""
        for address, name in self.names.items():
            text = text.replace(address, name)
        return re.sub(r"-?(gateway|worker)-\d+(?= linkfleet-)", lambda m: m[0], text).strip()


def scaled(value, unit):
    if math.isnan(value) or math.isinf(value):
        return "–"
    if unit == "percentunit":
        return f"{100 * value:.4g} %"
    if unit == "bytes":
        return f"{value / 2**20:.4g} MiB"
    if unit in ("s", "ms"):
        seconds = value / (1000 if unit == "ms" else 1)
        for size, name in [(86400, "d"), (3600, "h"), (60, "min"), (1, "s"), (1e-3, "ms"), (1e-6, "µs")]:
            if abs(seconds) >= size:
                return f"{seconds / size:.3g} {name}"
        return "0"
    suffix = {"ops": "/s", "reqps": "/s"}.get(unit, "")
    return f"{value:,.0f}{suffix}" if abs(value) >= 100 else f"{value:.3g}{suffix}"


def bands(axes, run, numbered=False):
    for number, (begin, end, what) in enumerate(run.episodes):
        if what != "healthy":
            axes.axvspan(begin - run.start, end - run.start, color=BAND, alpha=0.10 + 0.12 * (number % 2), linewidth=0)
        if numbered:
            axes.text((begin + end) / 2 - run.start, 1.01, str(number), transform=axes.get_xaxis_transform(), ha="center", fontsize=7, color=FAINT)


def minutes(axes, run):
    axes.set_xlim(0, run.end - run.start)
    axes.xaxis.set_major_locator(matplotlib.ticker.MultipleLocator(120))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x / 60:.0f}"))


def plain(axes):
    axes.tick_params(labelsize=7, colors=FAINT, length=2)
    axes.grid(axis="y", color="#e4e7eb", linewidth=0.6)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color("#cbd2d9")


def drawn(panel, run):
    """Every series of the panel with its name, the greatest first; those that are only zero last."""
    found = []
    for target in panel["targets"]:
        for labels, times, values in run.series(target["expr"]):
            if not all(math.isnan(value) for value in values):
                name = run.legend(target.get("legendFormat"), labels)
                greatest = max(value for value in values if not math.isnan(value))
                found.append((greatest, name, times, values))
    # The zero that a query ends with, where there is more to see.
    named = [one for one in found if one[1] not in ("", "by")]
    return sorted(named or found, key=lambda one: -one[0])


def timeseries(axes, panel, run):
    unit = panel["fieldConfig"]["defaults"]["unit"]
    found = drawn(panel, run)
    plain(axes)
    bands(axes, run, numbered=True)
    minutes(axes, run)
    for number, (_, name, times, values) in enumerate(found):
        shown = name if number < MOST_NAMES else None
        alone = [v if math.isnan(values[i - 1] if i else math.nan) and math.isnan(values[i + 1] if i + 1 < len(values) else math.nan) else math.nan for i, v in enumerate(values)]
        color = COLORS[number % len(COLORS)]
        axes.plot(times, values, color=color, linewidth=1, label=shown or None)
        axes.plot(times, alone, ".", color=color, markersize=2)
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: scaled(y, unit)))
    top = max((one[0] for one in found if not math.isinf(one[0])), default=0)
    axes.set_ylim(0, 1.08 * top if top > 0 else 1)
    axes.set_title(panel["title"], loc="left", fontsize=9, color=INK, pad=11)
    if len(found) > MOST_NAMES:
        axes.plot([], [], " ", label=f"and {len(found) - MOST_NAMES} more")
    if any(name for _, name, _, _ in found):
        axes.legend(fontsize=6.5, frameon=False, ncol=2, loc="upper left", bbox_to_anchor=(-0.02, -0.09), labelcolor=INK, handlelength=1.2, columnspacing=1, labelspacing=0.25)
    return bool(found)


def stat(axes, panel, run):
    """The number at the end, and how it came to it."""
    unit = panel["fieldConfig"]["defaults"]["unit"]
    found = drawn(panel, run)
    axes.axis("off")
    axes.set_title("\n".join(textwrap.wrap(panel["title"], 22)), fontsize=8, color=INK, y=0.72)
    if not found:
        return False
    _, _, times, values = found[0]
    last = next(value for value in reversed(values) if not math.isnan(value))
    axes.text(0.5, 0.5, scaled(last, unit), transform=axes.transAxes, ha="center", va="center", fontsize=15, color=COLORS[0])
    spark = axes.inset_axes([0.08, 0.0, 0.84, 0.26])
    spark.axis("off")
    bands(spark, run)
    minutes(spark, run)
    spark.plot(times, values, color=COLORS[0], linewidth=0.9)
    return True


def dashboard(file, run, directory):
    document = json.loads(file.read_text())
    placed = document["panels"]
    height = max(panel["gridPos"]["y"] + panel["gridPos"]["h"] for panel in placed)
    above = head(run)
    inches = (24 * COLUMN, height * ROW + above)
    figure = plt.figure(figsize=inches, dpi=DPI)
    figure.text(0.012, 1 - 0.25 / inches[1], document["title"], fontsize=14, color=INK, va="center")
    story(figure, run, inches)
    empty = []
    for panel in placed:
        at = panel["gridPos"]
        left, bottom = at["x"] / 24, 1 - (above + (at["y"] + at["h"]) * ROW) / inches[1]
        width, tall = at["w"] / 24, at["h"] * ROW / inches[1]
        if panel["type"] == "row":
            figure.text(0.012, bottom + tall / 2, panel["title"].upper(), fontsize=8, color=FAINT, va="center")
        elif panel["type"] == "stat":
            axes = figure.add_axes([left + 0.004, bottom + 0.15 * tall, width - 0.008, 0.75 * tall])
            if not stat(axes, panel, run):
                empty.append(panel["title"])
        else:
            axes = figure.add_axes([left + 0.036, bottom + 0.34 * tall, width - 0.05, 0.50 * tall])
            if not timeseries(axes, panel, run):
                empty.append(panel["title"])
    save(figure, directory / f"{file.stem}.png")
    return empty


def head(run):
    return 0.55 + 0.17 * math.ceil(len(run.episodes) / 2)


def story(figure, run, inches):
    """What the numbered bands are; time is in minutes."""
    half = math.ceil(len(run.episodes) / 2)
    for number, (_, _, what) in enumerate(run.episodes):
        x, y = 0.012 + 0.5 * (number // half), 1 - (0.55 + 0.17 * (number % half)) / inches[1]
        figure.text(x, y, f"{number}  {what}", fontsize=8, color=FAINT, va="center")


def alerts(run, directory):
    """When each alert was pending or firing."""
    found = {}
    for labels, times, values in run.series("max by (alertname, alertstate) (ALERTS)"):
        spans = [(at, run.step) for at, value in zip(times, values) if not math.isnan(value)]
        found.setdefault(labels["alertname"], {})[labels["alertstate"]] = spans
    begun = run.episodes[0][0] - run.start
    names = sorted(found, key=lambda name: min((at for at, _ in found[name].get("firing", []) if at > begun), default=1e9), reverse=True)
    inches = (24 * COLUMN, 0.3 * len(names) + head(run) + 0.6)
    figure = plt.figure(figsize=inches, dpi=DPI)
    figure.text(0.012, 1 - 0.25 / inches[1], "Alerts while one thing after another is done to a fleet", fontsize=14, color=INK, va="center")
    story(figure, run, inches)
    axes = figure.add_axes([0.21, 0.4 / inches[1], 0.77, 0.3 * len(names) / inches[1]])
    plain(axes)
    bands(axes, run, numbered=True)
    minutes(axes, run)
    for row, name in enumerate(names):
        axes.broken_barh(found[name].get("pending", []), (row - 0.25, 0.5), color="#e9b44c", linewidth=0, label="pending" if not row else None)
        axes.broken_barh(found[name].get("firing", []), (row - 0.25, 0.5), color="#c9184a", linewidth=0, label="firing" if not row else None)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(-0.7, len(names) - 0.3)
    axes.tick_params(axis="y", labelsize=8, colors=INK)
    axes.set_xlabel("minutes; yellow: pending, red: firing", fontsize=7, color=FAINT)
    save(figure, directory / "alerts.png")


def save(figure, file):
    figure.savefig(file, facecolor="white", pil_kwargs={"optimize": True})
    plt.close(figure)


if __name__ == "__main__":
    run = Run(sys.argv[1], pathlib.Path(sys.argv[2]))
    directory = pathlib.Path(sys.argv[3])
    for file in DASHBOARDS:
        empty = dashboard(file, run, directory)
        print(f"{file.stem}.png" + (f", without data: {', '.join(empty)}" if empty else ""))
    alerts(run, directory)
    print("alerts.png")

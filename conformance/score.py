"""A plugin for pytest that ends a run with the score by chapter: one line for each file of tests."""

from pathlib import Path

_chapters = {}


def pytest_runtest_logreport(report):
    # Every test is reported three times: a skipped one counts at its setup, any other at its call.
    if report.when == "call" or report.outcome != "passed":
        path, _, _ = report.nodeid.partition("::")
        chapter = Path(path).stem.removeprefix("test_").replace("_", " ")
        _chapters.setdefault(chapter, {})[report.nodeid] = report.outcome


def pytest_terminal_summary(terminalreporter):
    terminalreporter.section("score by chapter")
    everything = [outcome for outcomes in _chapters.values() for outcome in outcomes.values()]
    for chapter, outcomes in _chapters.items():
        terminalreporter.write_line(_line(chapter, list(outcomes.values())))
    terminalreporter.write_line(_line("all", everything))


def _line(name, outcomes):
    passed, failed, skipped = (outcomes.count(each) for each in ("passed", "failed", "skipped"))
    return f"{name:36} {passed:4} of {passed + failed:4} passed" + (f", {skipped} skipped" if skipped else "")

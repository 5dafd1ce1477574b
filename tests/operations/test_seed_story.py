"""What the seed has to tell: the counts, sums, lights and chains that the pages are looked at with."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

from app.plumbing.periods import read
from app.portfolio.rules.life import OPENED_BY, REPORTING, State
from app.portfolio.rules.words import Phase
from app.reporting.rules import ReportState
from tests.operations.seed_files import REAL, START, Row, by_key, day, initiatives, reports, rows, whole


def test_forty_five_initiatives_two_of_them_real() -> None:
    codes = list(initiatives())
    assert len(codes) == 45
    assert codes[:2] == list(REAL)
    assert codes[2:] == [f"T{number:02}" for number in range(3, 46)]
    mains = Counter(row["area"] for row in rows("contributions") if row["main"] == "yes")
    assert mains == {"1A": 9, "1B": 9, "2": 7, "3": 6, "4": 7, "5": 7}
    assert sum(row["lead"] == "HDIR" and code != "RETTPA" for code, row in initiatives().items()) == 11


def test_a_phase_is_reached_through_its_gates() -> None:
    passed: dict[str, dict[str, str]] = defaultdict(dict)
    for gate in rows("gates"):
        if gate["outcome"] == "onwards":
            passed[gate["initiative"]][gate["point"]] = gate["decided_on"]
    for code, row in initiatives().items():
        if code in REAL:
            continue
        phases = list(Phase)
        wanted = [OPENED_BY[phase] for phase in phases[1 : phases.index(Phase(row["phase"])) + 1]]
        assert list(passed[code]) == wanted, f"{code} is in {row['phase']}"
        days = list(passed[code].values())
        assert days == sorted(days)
        past_bp3 = "BP3" in passed[code]
        assert bool(row["original_finish"]) == past_bp3 == bool(row["actual_start"]), code
        assert bool(row["actual_finish"]) == ("BP4" in passed[code]), code
        assert (State(row["state"]) in REPORTING) == (row["phase"] != "idea"), code
    assert Counter(row["phase"] for row in initiatives().values()) == {
        "idea": 12, "concept": 10, "planning": 7, "execution": 10, "closing": 2, "realisation": 4,
    }  # fmt: skip


def test_the_rounds_and_their_lights() -> None:
    rounds = {row["code"]: row for row in rows("reporting-rounds")}
    assert [row["state"] for row in rounds.values()] == ["closed", "closed", "closed", "open"]
    assert (rounds["2026-T3"]["opens_on"], rounds["2026-T3"]["due_on"]) == ("start-11d", "start+3d")
    assert (rounds["2026-T1"]["cut_off"], rounds["2026-T2"]["cut_off"]) == ("2026-04-30", "2026-08-31")
    asked = [code for code, row in initiatives().items() if State(row["state"]) in REPORTING]
    latest = reports("2026-T2")
    assert len(asked) == 33
    assert Counter(row["overall"] for row in latest.values()) == {"green": 14, "yellow": 10, "red": 4, "on_hold": 1}
    assert len(set(asked) - set(latest)) == 4
    states = Counter(row["state"] for row in reports("2026-T3").values())
    assert states == {ReportState.SUBMITTED: 11, ReportState.DRAFT: 3}
    closed = [row for row in rows("status-reports") if row["round"] != "2026-T3"]
    assert {row["state"] for row in closed} == {ReportState.LOCKED}


def test_the_office_disagrees_about_eight_nearly_always_downwards() -> None:
    order = ["green", "yellow", "red"]
    latest = reports("2026-T2")
    rated = [row for row in rows("assessments") if row["round"] == "2026-T2"]
    steps = [order.index(row["overall"]) - order.index(latest[row["initiative"]]["overall"]) for row in rated]
    assert (sum(step > 0 for step in steps), sum(step < 0 for step in steps)) == (7, 1)
    assert all(row["comment"] for row in rated)


def test_reports_agree_with_deliverables_and_forecasts() -> None:
    for row in rows("status-reports"):
        of_it = [line for line in rows("deliverables") if line["initiative"] == row["initiative"]]
        if row["initiative"] in REAL:
            continue
        if of_it:
            on = min(day(row["at"]), START)
            done = sum(bool(line["delivered_on"]) and day(line["delivered_on"]) <= on for line in of_it)
            assert (whole(row["deliverables_done"]), whole(row["deliverables_total"])) == (done, len(of_it))
        initiative = initiatives()[row["initiative"]]
        if row["round"] == "2026-T2" and row["forecast_finish"] and not initiative["actual_finish"]:
            assert row["forecast_finish"] == initiative["forecast_finish"]


def test_lights_are_measured_from_the_original_plan() -> None:
    for code, report in reports("2026-T2").items():
        row = initiatives()[code]
        plan = row["original_finish"] or row["planned_finish"]
        late = bool(report["forecast_finish"]) and read(report["forecast_finish"]).last > read(plan).last
        assert not (late and report["overall"] == "green"), f"{code} is late and green"
        if report["overall"] in {"yellow", "red"}:
            assert late, f"{code} is {report['overall']} and not late"


def test_the_plan_ends_where_the_story_says() -> None:
    finish = {code: read(row["planned_finish"]).last for code, row in initiatives().items()}
    assert finish["T04"] == date(2032, 4, 30)
    assert finish["T32"] == date(2032, 12, 31)
    assert max(finish.values()) == day(rows("missions")[0]["target_date"])
    for row in rows("dependencies"):
        if row["kind"] == "finish_to_start" and row["needs"] and row["needs"] not in REAL:
            start = read(initiatives()[row["initiative"]]["planned_start"])
            assert finish[row["needs"]] < start.last, f"{row['initiative']} is planned before {row['needs']} is done"


def test_waiting_closes_no_circle() -> None:
    waits: dict[str, set[str]] = defaultdict(set)
    place = {code: number for number, code in enumerate(initiatives())}
    for row in rows("dependencies"):
        assert bool(row["needs"]) != bool(row["external_node"])
        if row["kind"] == "shared_solution":
            assert place[row["initiative"]] < place[row["needs"]], "a shared solution names the first one first"
        elif row["needs"]:
            waits[row["initiative"]].add(row["needs"])
    done: set[str] = set()

    def walk(code: str, path: tuple[str, ...]) -> None:
        assert code not in path, " → ".join((*path, code))
        if code not in done:
            for other in waits[code]:
                walk(other, (*path, code))
            done.add(code)

    for code in list(waits):
        walk(code, ())
    kinds = Counter(row["kind"] for row in rows("dependencies") if row["needs"])
    assert kinds["shared_solution"] >= 5
    assert kinds["start_to_start"] >= 1
    assert sum(kinds.values()) >= 45
    assert len({row["external_node"] for row in rows("dependencies")} - {""}) == len(rows("external-nodes")) == 5


def test_money_adds_up() -> None:
    likely = {code: int(row["build_likely"]) for code, row in initiatives().items() if code not in REAL}
    assert sum(likely.values()) == 833_000_000
    need: Counter[str] = Counter()
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    years: dict[str, set[str]] = defaultdict(set)
    for row in rows("needs"):
        if row["use"] == "build":
            need[row["initiative"]] += int(row["amount"])
    assert need == likely
    for row in rows("funding-lines"):
        if row["use"] == "build" and row["initiative"] not in REAL:
            sums[row["state"]][row["initiative"]] += int(row["amount"])
            if row["state"] == "granted":
                years[row["initiative"]].add(row["year"])
    full = [code for code in likely if sums["granted"][code] == likely[code]]
    part = [code for code in sums["granted"] if code not in full]
    assert (len(full), len(part)) == (13, 10)
    assert all(sums["granted"][code] < likely[code] for code in part)
    assert sum(len(years[code]) == 1 for code in part) >= 9
    assert {"applied", "preliminary", "refused", "withdrawn", "spent"} <= set(sums)
    granted = {key_line(row): int(row["amount"]) for row in rows("funding-lines") if row["state"] == "granted"}
    for row in rows("funding-lines"):
        if row["state"] == "spent":
            assert int(row["amount"]) <= granted[key_line(row)], f"{key_line(row)} spent more than granted"
    letters: Counter[str] = Counter()
    for row in rows("funding-lines"):
        if row["grant"] and row["state"] in {"granted", "preliminary"}:
            letters[row["grant"]] += int(row["amount"])
    assert letters == {row["code"]: int(row["total"]) for row in rows("grants")}
    for code, row in initiatives().items():
        if row["kind"] == "digital" and code not in REAL:
            assert 0.1 <= int(row["run_likely"]) / likely[code] <= 0.2, f"{code} costs too much or too little to run"
        if code not in REAL:
            assert int(row["build_low"]) < likely[code] < int(row["build_high"])
            assert (row["bounds_are"], row["price_year"]) == ("p10_p90", "2026")


def key_line(row: Row) -> tuple[str, ...]:
    return row["initiative"], row["funding_source"], row["use"], row["year"]


def test_contributions_say_how_and_what_they_rest_on() -> None:
    found = rows("contributions")
    assert 80 <= len(found) <= 95
    assert all(len(row["mechanism"]) > 25 for row in found)
    judgement = sum(not row["evidence"] for row in found) / len(found)
    assert 0.25 <= judgement <= 0.4
    mains = Counter(row["initiative"] for row in found if row["main"] == "yes")
    assert mains == dict.fromkeys(initiatives(), 1)


def test_two_bodies_accept_with_reservation_and_the_old_body_after_2023_none() -> None:
    reserved = [row for row in rows("participation") if row["commitment"] == "with_reservation"]
    assert len({row["organisation"] for row in reserved}) == len(reserved) == 2
    assert {row["reservation"] for row in reserved} == {"Forutsatt midler i tildelingsbrevet."}
    old = by_key("organisations")["EHELSE",]
    assert (old["valid_to"], old["successor"]) == ("2023-12-31", "HDIR")
    for row in rows("participation"):
        assert row["commitment"] == "proposed" or row["answered_on"]
        if row["organisation"] == "EHELSE":
            assert row["answered_on"] <= old["valid_to"]


def test_scores_lie_on_their_scale_and_cover_everything() -> None:
    assert len(rows("scores")) == 45 * 6
    assert sum(float(row["weight"]) for row in rows("criteria")) == 100
    for row in rows("scores"):
        assert 0 <= float(row["low"]) <= float(row["likely"]) <= float(row["high"]) <= 100
    for criterion in rows("criteria"):
        levels = [row["score"] for row in rows("criterion-levels") if row["criterion"] == criterion["code"]]
        assert levels == ["0", "25", "50", "75", "100"]


def test_indicators_have_the_cases_that_matter() -> None:
    assert len(rows("indicators")) == 12
    series: dict[str, list[Row]] = defaultdict(list)
    for row in rows("measurements"):
        series[row["indicator"]].append(row)
        assert bool(row["low"]) == bool(row["high"])
        if row["low"]:
            assert float(row["low"]) <= float(row["value"]) <= float(row["high"])
        assert not row["sample_size"] or int(row["sample_size"]) >= 5
    first = series["I01"][0]
    assert (first["value"], first["low"], first["sample_size"]) == ("19", "", "")
    assert first["published_fields"] == "value=SOPRA-EGGS"
    assert {row["series"] for row in series["I02"]} == {"1", "2"}
    assert float(series["I06"][-1]["low"]) > float(series["I06"][0]["high"]), "applications per family grow in number"
    assert int(series["I08"][-1]["sample_size"]) < 10
    for row in series["I10"]:
        assert date.fromisoformat(row["published_on"]) > read(row["period"]).last + timedelta(days=400)

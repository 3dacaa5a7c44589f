"""What each kind of indicator measures, in the real promtool: bad and all a second, by the labels that are kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent, indent

import pytest

from tests.support.promtool import Asked, ask, write_rules
from tests.support.tools import PROMETHEUS

VERSIONS = {"2": "2.42", "3": "3.5"}


def measured(
    folder: Path, generation: str, sli: str, series: Mapping[str, str], at: str = "20m7s"
) -> dict[str, dict[str, float]]:
    """The pair of an indicator: bad and total a second, by the values of its `per` labels."""
    body = indent(dedent(sli).strip(), "    ")
    files = write_rules(folder, f"service a {{\n  sli x {{\n{body}\n  }}\n}}\n", VERSIONS[generation])
    every, half = 'nines:measured:rate{half="total"}', 'nines:measured:rate{half="bad"}'
    whole = f"{half} or ignoring (half) 0 * {every}" if body.lstrip().startswith("bad") else half
    questions = [Asked(whole, at), Asked(every, at)]
    bad, total = ask(folder, generation, files, series, questions)
    own = {("nines", "test"), ("service", "a"), ("indicator", "x"), ("half", "bad"), ("half", "total")}

    def by_group(values: dict[frozenset[tuple[str, str]], float]) -> dict[str, float]:
        return {",".join(value for _, value in sorted(labels - own)): number for labels, number in values.items()}

    return {"bad": by_group(bad), "total": by_group(total)}


def pair(bad: float, total: float) -> dict[str, dict[str, object]]:
    return {"bad": {"": pytest.approx(bad, rel=0.02, abs=1e-9)}, "total": {"": pytest.approx(total, rel=0.02)}}


def counter(per_second: float, start: float = 100_000) -> str:
    return f"{start}+{per_second * 15}x100"


REQUESTS = {
    'r_total{job="a",code="200"}': counter(18),
    'r_total{job="a",code="500"}': counter(2),
}


@pytest.mark.parametrize("generation", PROMETHEUS)
@pytest.mark.parametrize(
    "sli",
    [
        'bad r_total{job="a",code="500"}\nof r_total{job="a"}',
        'good r_total{job="a",code="200"}\nof r_total{job="a"}',
        'good r_total{job="a",code="200"}\nbad r_total{job="a",code="500"}',
        'bad `sum(rate(r_total{code="500"}[$window]))`\nof `sum(rate(r_total[$window]))`',
        'bad `sum(increase(r_total{code="500"}[$window]))`\nof `sum(increase(r_total[$window]))`',
        'bad `r_total - r_total{code="200"}`\nof r_total{job="a"}',
        'bad `sum(r_total{code="500"})`\nof `sum(r_total)`',
        'bad `sum(increase(r_total{code="500"}[5m]))`\nof `sum(rate(r_total[5m]))`',
        'bad `r_total{code="500"} offset 5m`\nof `r_total offset 5m`',
    ],
    ids=["bad of", "good of", "good bad", "rates", "increases", "subtracted", "summed", "ranges", "shifted"],
)
def test_events_are_counted_however_they_are_given(sli: str, generation: str, tmp_path: Path) -> None:
    assert measured(tmp_path, generation, sli, REQUESTS) == pair(2, 20)


def test_lines_of_one_word_add_up_and_what_does_not_exist_yet_counts_as_nothing(tmp_path: Path) -> None:
    sli = 'bad r_total{code="500"}\nbad r_total{code="503"}\nof r_total{job="a"}'
    assert measured(tmp_path, "3", sli, REQUESTS) == pair(2, 20)
    only_good = {name: values for name, values in REQUESTS.items() if "200" in name}
    assert measured(tmp_path, "3", sli, only_good) == pair(0, 18)


def test_labels_are_kept_and_a_group_without_errors_has_none(tmp_path: Path) -> None:
    series = {
        'r_total{code="200",tenant="acme"}': counter(9),
        'r_total{code="500",tenant="acme"}': counter(1),
        'r_total{code="200",tenant="globex"}': counter(5),
    }
    found = measured(tmp_path, "3", 'bad r_total{code="500"}\nof r_total{tenant!=""}\nper tenant', series)
    assert found == {
        "bad": {"acme": pytest.approx(1), "globex": 0},
        "total": {"acme": pytest.approx(10), "globex": pytest.approx(5)},
    }


@pytest.mark.parametrize("generation", PROMETHEUS)
@pytest.mark.parametrize("spelling", ["5", "5.0"])
def test_a_bucket_is_found_in_either_spelling(spelling: str, generation: str, tmp_path: Path) -> None:
    series = {
        f'h_seconds_bucket{{le="{spelling}"}}': counter(7),
        'h_seconds_bucket{le="50"}': counter(9),
        'h_seconds_bucket{le="+Inf"}': counter(10),
        "h_seconds_count": counter(10),
    }
    assert measured(tmp_path, generation, "within 5s of h_seconds{}", series) == pair(3, 10)


def test_another_bound_is_in_the_unit_that_the_sli_says(tmp_path: Path) -> None:
    series = {
        'lat_bucket{le="1000"}': counter(7),
        'lat_bucket{le="5000"}': counter(9),
        'lat_bucket{le="+Inf"}': counter(10),
        "lat_count": counter(10),
    }
    spec = (
        "service a {\n  sli x {\n    within 1s of lat{}\n    unit milliseconds\n  }\n  slo x 90% within 5s over 1d\n}\n"
    )
    files = write_rules(tmp_path, spec, "3.5")
    (bad,) = ask(tmp_path, "3", files, series, [Asked('nines:counted:rate{half="bad"}', "20m7s")])
    assert list(bad.values()) == [pytest.approx(1, rel=0.02)]


def test_a_histogram_without_the_bucket_is_no_outage(tmp_path: Path) -> None:
    series = {'h_seconds_bucket{le="50"}': counter(9), "h_seconds_count": counter(10)}
    assert measured(tmp_path, "3", "within 5s of h_seconds{}", series)["bad"] == {}


def test_native_histograms_are_cut_at_the_bound(tmp_path: Path) -> None:
    histogram = "{{schema:0 sum:0 count:0 buckets:[0 0 0 0]}}+{{schema:0 sum:300 count:150 buckets:[0 90 30 30]}}x100"
    found = measured(tmp_path, "3", "within 2s of h_seconds{}\nhistogram native", {"h_seconds": histogram})
    assert found == pair(4, 10)


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_a_probe_counts_its_samples(generation: str, tmp_path: Path) -> None:
    series = {'up{job="a",instance="1"}': "1x100", 'up{job="a",instance="2"}': "0x100"}
    assert ratio(measured(tmp_path, generation, 'up up{job="a"}', series)) == pytest.approx(0.5)
    assert ratio(measured(tmp_path, generation, 'down up{job="a",instance="1"}', series)) == pytest.approx(1)


def ratio(found: dict[str, dict[str, float]]) -> float:
    return found["bad"][""] / found["total"][""]


@pytest.mark.parametrize("generation", PROMETHEUS)
def test_samples_are_judged_one_by_one(generation: str, tmp_path: Path) -> None:
    series = {'disk_used_ratio{disk="a"}': "0.5x100", 'disk_used_ratio{disk="b"}': "0.9x100"}
    assert ratio(measured(tmp_path, generation, "samples of disk_used_ratio{} <= 85%", series)) == pytest.approx(0.5)


def test_levels_are_read_and_added(tmp_path: Path) -> None:
    series = {'open_orders{state="stuck"}': "3x100", 'open_orders{state="moving"}': "27x100"}
    sli = 'bad open_orders{state="stuck"}\nof open_orders{state!=""}\nsampled every 1m'
    assert measured(tmp_path, "3", sli, series) == pair(3 / 60, 30 / 60)
    sli = sli.replace("1m", "5m")
    assert measured(tmp_path, "3", sli, series) == pair(3 / 300, 30 / 300)


def test_a_gauge_is_the_good_share_of_each_second(tmp_path: Path) -> None:
    assert measured(tmp_path, "3", "mean of score{} out of 100", {"score": "80x100"}) == pair(0.2, 1)


def test_a_gauge_of_time_is_good_while_it_is_young(tmp_path: Path) -> None:
    series = {'done_seconds{tenant="acme"}': "1200x100", 'done_seconds{tenant="globex"}': "0x100"}
    found = measured(tmp_path, "3", "fresh within 15m by done_seconds{}\nper tenant", series)
    assert found == {"bad": {"acme": 0, "globex": 1}, "total": {"acme": 1, "globex": 1}}


def test_a_ready_ratio_is_weighted_and_never_nan(tmp_path: Path) -> None:
    series = {"errors_ratio": "0.25x100", "calls": "8x100"}
    assert measured(tmp_path, "3", "ratio bad `max(errors_ratio)`", series) == pair(0.25, 1)
    assert measured(tmp_path, "3", "ratio good `max(errors_ratio)` weight `sum(calls)`", series) == pair(6, 8)
    nothing = measured(tmp_path, "3", "ratio bad `sum(zero) / sum(zero)`", {"zero": "0x100"})
    assert nothing == {"bad": {}, "total": {}}


def test_names_of_any_letters_are_kept_apart_judged_and_missed(tmp_path: Path) -> None:
    """Only Prometheus 3 knows them."""
    spec = """
        service a {
          sli x {
            bad {"http.requests", "http.status"="500"}
            of  {"http.requests", "http.status"!=""}
            per "http.route"
          }
          slo x 99% over 1d each "http.route" { page when data missing for 10m }
        }
        """
    series = {
        '{"http.requests","http.route"="/größe","http.status"="200"}': counter(9),
        '{"http.requests","http.route"="/größe","http.status"="500"}': counter(1),
        '{"http.requests","http.route"="/gone","http.status"="200"}': "9000+135x120 _x200",
    }
    files = write_rules(tmp_path, dedent(spec), "3.5")
    questions = [
        Asked('label_replace(nines:error_ratio{window="5m"}, "route", "$1", "http.route", "(.*)")', "20m7s"),
        Asked('label_replace(ALERTS{alertname="IndicatorMissing"}, "route", "$1", "http.route", "(.*)")', "50m7s"),
    ]
    ratio, missing = ask(tmp_path, "3", files, series, questions)
    assert {dict(labels)["route"]: value for labels, value in ratio.items()} == {
        "/größe": pytest.approx(0.1, rel=0.02),
        "/gone": 0,
    }
    assert [dict(labels)["route"] for labels in missing] == ["/gone"]


# --- slices -----------------------------------------------------------------

SLICED = 'good o_total{ok="1"}\nof o_total{ok!=""}\n'
HALF_AN_HOUR = {
    # ten good minutes, five in which a tenth fails, ten without orders, five good ones
    'o_total{ok="1"}': "5000+90x39 8600+81x20 10220x40 10220+90x40",
    'o_total{ok="0"}': "5000x39 5000+9x20 5180x40 5180x40",
}


def counted(tmp_path: Path, sli: str, objective: str = "slo x 99% over 1h", **windows: str) -> dict[str, float]:
    """Bad slices and all that count in the last half hour, and other windows."""
    body = indent(dedent(sli).strip(), "    ")
    files = write_rules(
        tmp_path, f"service a {{\n  sli x {{\n{body}\n  }}\n  {objective}\n  alerts {{ page 2% in 30m }}\n}}\n", "3.5"
    )
    at = windows.get("at", "31m10s")
    questions = [Asked(f'nines:counted{{window="30m",half="{half}"}}', at) for half in ("bad", "total")]
    found = ask(tmp_path, "3", files, HALF_AN_HOUR, questions)
    return {half: next(iter(values.values()), 0.0) for half, values in zip(("bad", "total"), found, strict=True)}


@pytest.mark.parametrize(
    ("said", "bad", "total"),
    [
        ("slices of 1m where good >= 99%", 5, 20),
        ("slices of 1m where bad < 10.5%", 0, 20),
        ("slices of 1m where good >= 99%\nno traffic counts as good", 5, 30),
        ("slices of 1m where good >= 99%\nno traffic counts as bad", 15, 30),
        ('slices of 1m where good >= 99%\nvalid slice where rate of o_total{ok!=""} >= 5.9/s', 5, 20),
        ('slices of 1m where rate of o_total{ok="1"} >= 5.5/s', 15, 30),
        ("slices of 1m where good >= 99%\nthin slice below 1000 events left out", 0, 0),
        ("slices of 1m where good >= 99%\nthin slice below 1000 events counts as bad", 20, 20),
        ("slices of 5m where good >= 99%", 1, 4),
        ("slices of 1m averaged", 0.5, 20),
        ("slices of 1m where good >= 99%\nruns of at least 5m count in full", 5, 15.5),
        ("slices of 1m where good >= 99%\nruns of at least 6m count in full", 0, 15),
        ("slices of 1m where good >= 99%\nruns of at least 3m count beyond it", 2, 20),
    ],
)
def test_slices_are_judged_each_as_a_whole(said: str, bad: float, total: float, tmp_path: Path) -> None:
    found = counted(tmp_path, SLICED + said)
    assert found == {"bad": pytest.approx(bad, abs=1.1), "total": pytest.approx(total, abs=1.6)}


LATENCY = {
    # the 95th percentile is below 2 for a quarter of an hour, then between 4 and 8
    f'rpc_ms_bucket{{le="{bound}"}}': f"0+{low}x59 {59 * low + high}+{high}x200"
    for bound, low, high in (("2000", 1490, 100), ("4000", 1500, 200), ("8000", 1500, 1500), ("+Inf", 1500, 1500))
}
NATIVE = "{{schema:0 sum:0 count:0 buckets:[0 0 0 0]}}+{{schema:0 sum:300 count:150 buckets:[0 149 1 0]}}x59 "
NATIVE += "{{schema:0 sum:0 count:8850 buckets:[0 8791 59 0]}}+{{schema:0 sum:300 count:150 buckets:[0 10 10 130]}}x200"


@pytest.mark.parametrize(
    ("sli", "series"),
    [
        ("slices of 1m where p95 of rpc_ms{} < 2500ms\nunit milliseconds", LATENCY),
        ("slices of 1m where p95 of rpc_seconds{} < 2500ms\nhistogram native", {"rpc_seconds": NATIVE}),
        ("up alive{}\nslices of 1m where good >= 50%", {"alive": "1x59 0x200"}),
        ("samples of used_ratio{} <= 85%\nslices of 1m where bad < 50%", {"used_ratio": "0.5x59 0.9x200"}),
        ("mean of score{} out of 5\nslices of 1m where good >= 80%", {"score": "5x59 1x200"}),
        ("fresh within 1m by done_seconds{}\nslices of 1m where good >= 50%", {"done_seconds": "0+15x59 885x200"}),
        ("slices of 1m where age of done_seconds{} < 90s", {"done_seconds": "0+15x59 885x200"}),
        ("slices of 1m where max of load{} < 3", {"load": "1x59 9x200"}),
        ("slices of 1m where min of free_bytes{} >= 1 MiB", {"free_bytes": "5e6x59 1e6x200"}),
        (
            "slices of 1m where mean of queue{} <= 10\nwhere sum of workers{} >= 2",
            {"queue": "5x99 15x99", "workers": "3x59 1x200"},
        ),
        ("slices of 1m where rate of hits_total{} >= 50/s", {"hits_total": "0+1500x59 88500+15x200"}),
        ("slices of 1m where `sum(rate(hits_total[$window]))` >= 50", {"hits_total": "0+1500x59 88500+15x200"}),
        ("ratio good `max(share)`\nslices of 1m where good >= 99%", {"share": "1x59 0.5x200"}),
    ],
    ids=[
        *("classic percentile", "native percentile", "probe", "samples", "gauge", "freshness", "age"),
        *("saturation", "least", "two conditions", "throughput", "query", "ratio"),
    ],
)
def test_anything_that_is_measured_can_be_judged_by_slices(sli: str, series: Mapping[str, str], tmp_path: Path) -> None:
    """Well for a quarter of an hour, then not: after 31 minutes, 16 of the last 30 slices are bad."""
    body = indent(dedent(sli).strip(), "    ")
    slo = "  slo x 99% over 1h\n  alerts { page 2% in 30m }\n"
    files = write_rules(tmp_path, f"service a {{\n  sli x {{\n{body}\n  }}\n{slo}}}\n", "3.5")
    questions = [Asked(f'nines:counted{{window="30m",half="{half}"}}', "31m10s") for half in ("bad", "total")]
    bad, total = (next(iter(found.values())) for found in ask(tmp_path, "3", files, series, questions))
    assert bad == pytest.approx(16, abs=1.6)
    assert total == pytest.approx(30, abs=1.6)

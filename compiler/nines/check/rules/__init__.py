"""The rules of the checker, one a file, by the statements that they speak of.

Most specs have no agreement, no schedule, no scenario. What speaks of these alone is loaded only where
there is one: a check of one file would else load modules for longer than it judges.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib import import_module

from nines.check.rule import Rule

__all__ = ["all_rules", "rules_of"]

_ABOUT: dict[tuple[str, ...], tuple[str, ...]] = {
    (): (
        "alert_range_too_long_by_default",
        "alert_range_too_short",
        "averaged_percentile",
        "counter_as_level",
        "dead_alert_by_default",
        "each_not_kept",
        "filter_loses_series",
        "foreign_events",
        "names_alike",
        "needless_regex",
        "no_count",
        "no_difference",
        "no_length",
        "not_a_vector",
        "objective_finer_than_slices",
        "objective_out_of_range",
        "objective_very_low",
        "other_job",
        "own_range",
        "rate_of_gauge",
        "regex_for_everything",
        "secret_in_text",
        "selects_nothing",
        "swapped_parts",
        "uneven_intervals",
        "unused_declaration",
    ),
    ("contract",): (
        "better_earns_less",
        "business_days_anywhere",
        "cap_below_step",
        "cap_out_of_reach",
        "changed_for_the_worse",
        "claim_before_report",
        "credit_while_kept",
        "credit_without_series",
        "customer_without_tenant",
        "duplicate_cover",
        "exclusion_not_masked",
        "implied_promise",
        "judged_by_missing_label",
        "mask_not_excluded",
        "miss_without_remedy",
        "no_base",
        "no_cap",
        "no_claim",
        "no_measure",
        "no_money_rounding",
        "no_outage_value",
        "no_partial_period",
        "no_period",
        "no_remedy",
        "no_rounding",
        "no_stacking",
        "no_traffic_unsaid",
        "objective_below_promise",
        "one_miss_two_credits",
        "other_window",
        "owed_without_series",
        "payout_out_of_reach",
        "plan_against_price",
        "promise_beyond_dependencies",
        "promise_of_all",
        "promise_without_series",
        "retention_below_claim",
        "reward_below_promise",
        "reward_without_traffic",
        "rounding_lets_pass",
        "short_notice",
        "slices_coarser_than_promise",
        "step_out_of_reach",
        "steps_overlap",
        "steps_with_gap",
        "tenant_binds_nothing",
        "thin_margin",
        "unbounded_exposure",
        "uncapped_liability",
        "uncovered_promise",
        "unguarded_promise",
        "unknown_term",
        "wrong_formula",
        "version_within_period",
        "versions_of_one_day",
        "worse_costs_less",
    ),
    ("people",): (
        "alertmanager_unsaid",
        "escalation_circle",
        "needs_newer_alertmanager",
        "no_owner",
        "no_route",
        "receiver_incomplete",
        "secret_in_receiver",
        "unknown_option",
    ),
    ("contract", "people"): ("no_mail_server", "not_a_mail_address", "same_severity"),
    ("scenario",): ("unreachable_expectation",),
    ("people", "project"): ("bad_setting", "broken_message"),
    ("project",): ("bound_without_bucket", "unsupported_target"),
    ("people", "time"): ("clock_change_in_hours", "hours_of_two_zones", "never_told", "no_hours"),
    ("time",): ("maintenance_over_allowance", "maintenance_overlap", "nothing_counts", "schedule_over"),
    ("alerts.BurnAlert",): ("alert_range_too_long", "dead_alert", "short_not_shorter"),
    ("alerts.Summary", "project.WriteAnnotation"): ("broken_template",),
    ("indicator.Within",): ("bound_without_unit", "bucket_matcher", "histogram_suffix", "not_a_histogram"),
    ("indicator.Per",): ("label_dropped", "label_pinned", "unbounded_label"),
    ("indicator.Per", "project.Carry", "project.Label"): ("bad_label", "identity_label"),
    ("indicator.Ratio", "indicator.Slices", "indicator.ValidSlice", "indicator.Where"): ("not_aggregated",),
    ("indicator.Mean", "indicator.Samples", "indicator.Slices", "indicator.ValidSlice", "indicator.Where"): (
        "percent_or_ratio",
    ),
    ("indicator.Runs",): ("runs_rounded",),
    ("indicator.Slices", "promise"): ("slice_too_short",),
    ("indicator.Slices", "promise.Slice", "service.AllOf"): ("slice_uneven",),
    ("objective.KnownAs",): ("without_effect",),
    ("contract.OwnClauses",): (
        "circular_terms",
        "not_for_contracts",
        "term_defined_twice",
        "undefined_term",
        "unknown_clause",
        "unused_term",
    ),
    ("people.Logo",): ("logo_not_alone",),
    ("support.Support",): ("no_ticket_clock",),
    ("contract.Calendar",): ("unknown_calendar",),
    ("contract.Example",): ("example_disagrees", "example_unclear"),
    ("contract.Notes",): ("no_notes", "note_ahead", "undated_note"),
    ("people.Phone", "support.Call"): ("no_phone_number",),
    ("service.Was",): ("old_name_over", "old_name_taken"),
    ("people.StatusPage", "people.Website", "project.DashboardsAt", "service.Link", "service.Run"): (
        "not_a_web_address",
    ),
    ("project.AutomationsTo",): ("runner_not_a_webhook",),
    ("project.Project",): ("no_heartbeat",),
    ("project.Retention",): ("window_beyond_retention",),
    ("project.Write",): (
        "form_of_documents",
        "form_of_output",
        "namespace_taken",
        "needs_newer_operator",
        "no_namespace",
        "not_a_secret_key",
        "not_for_kubernetes",
        "not_in_an_object",
        "written_twice",
    ),
    ("service.Automation",): (
        "automations_at_once",
        "automations_undo",
        "nobody_runs_automations",
        "unarmed_automation",
    ),
    ("service.Depends",): ("dependency_circle",),
    ("service.Run",): ("nothing_to_run", "odd_argument"),
    ("service.Weight",): ("journey_weight",),
}
"""The files of rules, by the modules of `nines.language.statements`, or their classes, of which one must be in use.

Those by none are for all specs.
"""


def rules_of(statements: Collection[str]) -> tuple[Rule, ...]:
    """The rules that can find something in specs with such statements, by the names of their codes.

    `statements` are the names of modules, and of classes in them: `indicator` and `indicator.Per`.
    """
    names = [
        name
        for about, names in _ABOUT.items()
        if not about or any(one in statements for one in about)
        for name in names
    ]
    return tuple(_rule(name) for name in sorted(names))


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by the name of its code."""
    return tuple(_rule(name) for name in sorted(name for names in _ABOUT.values() for name in names))


@cache
def _rule(name: str) -> Rule:
    module = import_module(f"nines.check.rules.{name}")
    return Rule(module.PAGE, module.check)

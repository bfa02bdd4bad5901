"""All rules, listed by hand in the order of their codes.

This list is the only source for ``srclint rule``, the rule pages, SARIF metadata and the check of
configuration. A code is never used twice, and never again once it was given up.
"""

from __future__ import annotations

from srclint.rules import (
    act_mismatch,
    act_name_number_mismatch,
    act_not_in_force,
    article_without_sources,
    bad_suppression,
    bound_differs,
    claim_outdated,
    claim_without_source,
    count_or_body_not_in_provision,
    duplicate_footnote,
    duplicate_source,
    footnote_without_source,
    fragment_mismatch,
    fragment_not_found,
    imprecise_pinpoint,
    insecure_url,
    link_gone,
    link_moved,
    malformed_identifier,
    misplaced_mark,
    mojibake,
    no_pinpoint,
    provision_amended_since,
    provision_not_in_source,
    quotation_not_in_source,
    secondary_source,
    soft_404,
    soft_claim_without_source,
    source_drift,
    superseded_version,
    uncited_act,
    undefined_footnote,
    unreadable_article,
    unresolved_act,
    unsafe_url,
    unstable_url,
    unused_footnote,
    unused_suppression,
    value_in_other_provision,
    value_not_in_provision,
)
from srclint.rules.base import Rule

RULES: tuple[Rule, ...] = (
    claim_without_source.check,  # SRC101
    undefined_footnote.check,  # SRC102
    unused_footnote.check,  # SRC103
    footnote_without_source.check,  # SRC104
    soft_claim_without_source.check,  # SRC105
    misplaced_mark.check,  # SRC106
    duplicate_source.check,  # SRC107
    article_without_sources.check,  # SRC108
    duplicate_footnote.check,  # SRC109
    link_gone.check,  # SRC201
    link_moved.check,  # SRC202
    soft_404.check,  # SRC203
    unstable_url.check,  # SRC204
    malformed_identifier.check,  # SRC205
    fragment_not_found.check,  # SRC206
    insecure_url.check,  # SRC207
    unsafe_url.check,  # SRC208
    provision_not_in_source.check,  # SRC301
    unresolved_act.check,  # SRC302
    uncited_act.check,  # SRC303
    act_mismatch.check,  # SRC304
    act_name_number_mismatch.check,  # SRC305
    imprecise_pinpoint.check,  # SRC306
    no_pinpoint.check,  # SRC307
    fragment_mismatch.check,  # SRC308
    secondary_source.check,  # SRC309
    value_not_in_provision.check,  # SRC401
    value_in_other_provision.check,  # SRC402
    quotation_not_in_source.check,  # SRC403
    count_or_body_not_in_provision.check,  # SRC404
    bound_differs.check,  # SRC405
    act_not_in_force.check,  # SRC501
    provision_amended_since.check,  # SRC502
    superseded_version.check,  # SRC503
    claim_outdated.check,  # SRC504
    source_drift.check,  # SRC505
    mojibake.check,  # SRC601
    unused_suppression.check,  # SRC901
    bad_suppression.check,  # SRC902
    unreadable_article.check,  # SRC903
)

#!/usr/bin/env bash
# One order file, three answers: prepaid, deferred (dearer), and a client who owes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
comptoir="${CARGO_TARGET_DIR:-target}/debug/comptoir"

quote() {
    "$comptoir" quote \
        --policy fixtures/policies/office-supplies.toml \
        --shop fixtures/shops/office-supplies \
        --order fixtures/files/demo-order.xlsx \
        --at 2026-11-20T12:00:00+03:00 "$@"
}

echo "═══ 1. Anna of Romashka, under her default contract: prepayment"
quote --buyer anna
echo
echo "═══ 2. The same order, switched to a deferral of 30 days: every price is dearer"
quote --buyer anna --contract romashka-net-30
echo
echo "═══ 3. The same order from Viktor of Severstroy, who has overdue debt"
quote --buyer viktor

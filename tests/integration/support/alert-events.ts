import type { AlertEvent } from '../../../packages/core/src/domain/alert-event.ts';
import type { Threshold } from '../../../packages/core/src/domain/threshold.ts';
import { RULE_DEFAULTS } from '../../../packages/core/src/domain/threshold.ts';

type Raised = Extract<AlertEvent, { type: 'AlertRaised' }>['data'];

/** A line that warns from 40 on, but for what a test says. */
export function lineOf(fields: Partial<Threshold> & { thresholdId: string }): Threshold {
  return {
    ...RULE_DEFAULTS,
    members: [],
    subject: 'IRQ-USA',
    indicator: 'tension',
    comparison: 'above',
    warn: 40,
    critical: null,
    recover: 5,
    channels: [],
    ...fields,
  };
}

/** The raising of an alert on such a line. */
export function raisedOf(fields: Partial<Raised> & { alertId: string; thresholdId: string }): Raised {
  return {
    thresholdVersion: 1,
    subject: 'IRQ-USA',
    indicator: 'tension',
    formula: 'f',
    severity: 'warning',
    day: '2024-01-25',
    value: 41,
    measure: fields.value ?? 41,
    line: 40,
    readAt: 1,
    cause: 'crossed',
    pendingSince: null,
    inputs: null,
    silent: [],
    evidence: [],
    demo: false,
    heldBack: null,
    ...fields,
  };
}

/** Position of a log event: 1, 2, 3 … without gaps, in commit order. */
export type Position = number;
/** Lower-case UUID. */
export type ReportId = string;
/** Lower-case UUID. */
export type SourceId = string;
/** Lower-case UUID. */
export type EventId = string;

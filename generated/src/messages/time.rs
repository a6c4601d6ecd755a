//! The types of `time.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{choice, enumeration, sequence, text};

use super::*;

sequence! {
    /// `DateTimeType` of the schema.
    DateTime = "DateTimeType" {
        /// `Name` of the schema.
        name: Option<Name> = "Name",
        /// `IsoDateTime` of the schema.
        iso_date_time: IsoDateTime = "IsoDateTime",
    }
}

sequence! {
    /// `DurationType` of the schema.
    Duration = "DurationType" {
        /// `IsoTimeDuration` of the schema.
        iso_time_duration: IsoTimeDuration = "IsoTimeDuration",
    }
}

sequence! {
    /// `IntervalTimeType` of the schema.
    IntervalTime = "IntervalTimeType" {
        /// `Duration` of the schema.
        duration: Option<Duration> = "Duration",
        /// `EndTime` of the schema.
        end_time: Option<TimeInstant> = "EndTime",
        /// `StartTime` of the schema.
        start_time: Option<TimeInstant> = "StartTime",
    }
}

text! {
    /// YYYY-MM-DDThh:mm:ssZ. The pattern fixes the number of digits, not the ranges of month, day or hour.
    IsoDateTimeBase = "IsoDateTimeBaseType", pattern r"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[T]{1}[0-9]{2}:[0-9]{2}:[0-9]{2}[Z]{1})$"
}

text! {
    /// `IsoDateTimeType` of the schema.
    IsoDateTime = "IsoDateTimeType", pattern r"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[T]{1}[0-9]{2}:[0-9]{2}:[0-9]{2}[Z]{1})$"
}

text! {
    /// PnnYnnMnnDTnnHnnMnnS, each part present, with two digits each.
    IsoTimeDurationBase = "IsoTimeDurationBaseType", pattern r"^(?:[P]{1}[0-9]{2}[Y]{1}[0-9]{2}[M]{1}[0-9]{2}[D]{1}T{1}[0-9]{2}[H]{1}[0-9]{2}[M]{1}[0-9]{2}[S]{1})$"
}

text! {
    /// `IsoTimeDurationType` of the schema.
    IsoTimeDuration = "IsoTimeDurationType", pattern r"^(?:[P]{1}[0-9]{2}[Y]{1}[0-9]{2}[M]{1}[0-9]{2}[D]{1}T{1}[0-9]{2}[H]{1}[0-9]{2}[M]{1}[0-9]{2}[S]{1})$"
}

text! {
    /// `PlaybackPositionType` of the schema.
    PlaybackPosition = "PlaybackPositionType"
}

sequence! {
    /// A point in time that lies a given delay from the start or the end of an event.
    RelativeTime = "RelativeTimeType" {
        /// `Name` of the schema.
        name: Option<Name> = "Name",
        /// `DelayTimeAmount` of the schema.
        delay_time_amount: Duration = "DelayTimeAmount",
        /// `EventReference` of the schema.
        event_reference: EventReference = "EventReference",
        /// `TimeReferenceCode` of the schema.
        time_reference_code: TimeReferenceCode = "TimeReferenceCode",
    }
}

sequence! {
    /// A point in time, as the delay since the start of the simulation.
    SimulationTime = "SimulationTimeType" {
        /// `Name` of the schema.
        name: Option<Name> = "Name",
        /// `DelayTimeAmount` of the schema.
        delay_time_amount: Duration = "DelayTimeAmount",
    }
}

choice! {
    /// `TemporalConceptType` of the schema.
    TemporalConcept = "TemporalConceptType" {
        /// `Duration` of the schema.
        Duration(Duration) = "Duration",
        /// `IntervalTime` of the schema.
        IntervalTime(IntervalTime) = "IntervalTime",
        /// A point in time, given as a date, relative to an event, or on the clock of the simulation.
        TimeInstant(TimeInstant) = "TimeInstant",
    }
}

choice! {
    /// A point in time, given as a date, relative to an event, or on the clock of the simulation.
    TimeInstant = "TimeInstantType" {
        /// `DateTime` of the schema.
        DateTime(DateTime) = "DateTime",
        /// A point in time that lies a given delay from the start or the end of an event.
        RelativeTime(RelativeTime) = "RelativeTime",
        /// A point in time, as the delay since the start of the simulation.
        SimulationTime(SimulationTime) = "SimulationTime",
    }
}

enumeration! {
    /// `TimeReferenceCodeType` of the schema.
    TimeReferenceCode = "TimeReferenceCodeType" {
        IntervalEndTime = "IntervalEndTime",
        IntervalStartTime = "IntervalStartTime",
    }
}

text! {
    /// `TimeSincePlaybackStartType` of the schema.
    TimeSincePlaybackStart = "TimeSincePlaybackStartType", pattern r"^(?:[P]{1}[0-9]{2}[Y]{1}[0-9]{2}[M]{1}[0-9]{2}[D]{1}T{1}[0-9]{2}[H]{1}[0-9]{2}[M]{1}[0-9]{2}[S]{1})$"
}

//! The types of `measures.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{number, text};

number! {
    /// Height above ground level.
    AltitudeAGL = "AltitudeAGLType", Double f64
}

number! {
    /// Height above mean sea level.
    AltitudeMSL = "AltitudeMSLType", Double f64
}

number! {
    /// `AltitudeType` of the schema.
    Altitude = "AltitudeType", Double f64
}

number! {
    /// `AngleType` of the schema.
    Angle = "AngleType", Double f64
}

number! {
    /// `ConfidenceLevelType` of the schema.
    ConfidenceLevel = "ConfidenceLevelType", Double f64
}

text! {
    /// `CoordinateValueType` of the schema.
    CoordinateValue = "CoordinateValueType"
}

number! {
    /// `DistanceType` of the schema.
    Distance = "DistanceType", Double f64
}

number! {
    /// `EastType` of the schema.
    East = "EastType", Double f64
}

number! {
    /// `FileSizeType` of the schema.
    FileSize = "FileSizeType", NonNegativeInteger u64
}

number! {
    /// `HeadingAngleType` of the schema.
    HeadingAngle = "HeadingAngleType", Double f64
}

number! {
    /// `HeightType` of the schema.
    Height = "HeightType", Double f64
}

number! {
    /// `LatitudeType` of the schema.
    Latitude = "LatitudeType", Double f64, Included(-90.0), Included(90.0)
}

number! {
    /// `LengthType` of the schema.
    Length = "LengthType", Double f64
}

number! {
    /// `LongitudeType` of the schema.
    Longitude = "LongitudeType", Double f64, Included(-180.0), Included(180.0)
}

number! {
    /// `NorthType` of the schema.
    North = "NorthType", Double f64
}

number! {
    /// Amount that is held now.
    OnHandQuantity = "OnHandQuantityType", Double f64
}

number! {
    /// Amount that is fit for use.
    OperationalQuantity = "OperationalQuantityType", Double f64
}

number! {
    /// `PhiType` of the schema.
    Phi = "PhiType", Double f64
}

number! {
    /// `PlaybackRealtimeMultipleType` of the schema.
    PlaybackRealtimeMultiple = "PlaybackRealtimeMultipleType", Decimal f64, Excluded(0.0), Unbounded
}

number! {
    /// `PsiType` of the schema.
    Psi = "PsiType", Double f64
}

number! {
    /// Amount that should be held.
    RequiredOnHandQuantity = "RequiredOnHandQuantityType", Double f64
}

number! {
    /// `SimulationRealtimeMultipleType` of the schema.
    SimulationRealtimeMultiple = "SimulationRealtimeMultipleType", Decimal f64, Excluded(0.0), Unbounded
}

text! {
    /// `SpatialMeasureType` of the schema.
    SpatialMeasure = "SpatialMeasureType"
}

number! {
    /// `SpeedType` of the schema.
    Speed = "SpeedType", Double f64
}

number! {
    /// What is left of an entity, in percent of its full strength.
    StrengthPercentage = "StrengthPercentageType", NonNegativeInteger u64, Unbounded, Included(100)
}

number! {
    /// `ThetaType` of the schema.
    Theta = "ThetaType", Double f64
}

number! {
    /// `UncertaintyIntervalType` of the schema.
    UncertaintyInterval = "UncertaintyIntervalType", Double f64
}

number! {
    /// `UpType` of the schema.
    Up = "UpType", Double f64
}

number! {
    /// `WidthType` of the schema.
    Width = "WidthType", Double f64
}

number! {
    /// An angle in radians between minus pi and pi, to seven decimals.
    AngleBase = "angleType", Double f64, Included(-3.1415926), Included(3.1415926)
}

number! {
    /// Degrees north, from -90 to 90.
    LatitudeBase = "latitudeType", Double f64, Included(-90.0), Included(90.0)
}

number! {
    /// Degrees east, from -180 to 180.
    LongitudeBase = "longitudeType", Double f64, Included(-180.0), Included(180.0)
}

number! {
    /// A whole number from 0 to 100.
    PercentageBase = "percentageType", NonNegativeInteger u64, Unbounded, Included(100)
}

number! {
    /// How many times faster than it was recorded a recording is played; greater than zero.
    PlaybackRealtimeMultipleBase = "playbackRealtimeMultipleType", Decimal f64, Excluded(0.0), Unbounded
}

number! {
    /// How many times faster than the wall clock simulated time runs; greater than zero.
    SimulationRealtimeMultipleBase = "simulationRealtimeMultipleType", Decimal f64, Excluded(0.0), Unbounded
}

//! The types of `location.xsd`.
//!
//! Printed by c2sim-codegen from `spec/xsd`. Do not edit.

use c2sim_codec::{choice, sequence};

use super::*;

sequence! {
    /// An offset along the local axes east, north and up.
    CartesianOffset = "CartesianOffsetType" {
        /// `East` of the schema.
        east: East = "East",
        /// `North` of the schema.
        north: North = "North",
        /// `Up` of the schema.
        up: Up = "Up",
    }
}

sequence! {
    /// Attitude as heading and three rotations.
    EulerAngles = "EulerAnglesType" {
        /// `HeadingAngle` of the schema.
        heading_angle: HeadingAngle = "HeadingAngle",
        /// `Phi` of the schema.
        phi: Phi = "Phi",
        /// `Psi` of the schema.
        psi: Psi = "Psi",
        /// `Theta` of the schema.
        theta: Theta = "Theta",
    }
}

sequence! {
    /// Latitude and longitude, with a height above ground or sea where it is known.
    GeodeticCoordinate = "GeodeticCoordinateType" {
        /// Height above ground level.
        altitude_agl: Option<AltitudeAGL> = "AltitudeAGL",
        /// Height above mean sea level.
        altitude_msl: Option<AltitudeMSL> = "AltitudeMSL",
        /// `Latitude` of the schema.
        latitude: Latitude = "Latitude",
        /// `Longitude` of the schema.
        longitude: Longitude = "Longitude",
    }
}

sequence! {
    /// `HeadingType` of the schema.
    Heading = "HeadingType" {
        /// `HeadingAngle` of the schema.
        heading_angle: HeadingAngle = "HeadingAngle",
    }
}

choice! {
    /// A place, on the earth or relative to an entity.
    Location = "LocationType" {
        /// Latitude and longitude, with a height above ground or sea where it is known.
        GeodeticCoordinate(GeodeticCoordinate) = "GeodeticCoordinate",
        /// A place that moves with an entity: the entity's own place and an offset from it.
        RelativeLocation(RelativeLocation) = "RelativeLocation",
    }
}

choice! {
    /// `OrientationType` of the schema.
    Orientation = "OrientationType" {
        /// Attitude as heading and three rotations.
        EulerAngles(EulerAngles) = "EulerAngles",
        /// `Heading` of the schema.
        Heading(Heading) = "Heading",
    }
}

sequence! {
    /// A place that moves with an entity: the entity's own place and an offset from it.
    RelativeLocation = "RelativeLocationType" {
        /// `EntityReference` of the schema.
        entity_reference: EntityReference = "EntityReference",
        /// `SpatialOffset` of the schema.
        spatial_offset: Option<SpatialOffset> = "SpatialOffset",
    }
}

choice! {
    /// `SpatialOffsetType` of the schema.
    SpatialOffset = "SpatialOffsetType" {
        /// An offset along the local axes east, north and up.
        CartesianOffset(CartesianOffset) = "CartesianOffset",
    }
}

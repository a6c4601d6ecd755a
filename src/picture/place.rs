//! Where an entity is: on the earth, or at an offset from another entity, with which the place moves.
//!
//! Entry point: [`Place::resolve`]. What must always hold: following one place to the next ends, also where they go in a
//! circle.

use serde::{Deserialize, Serialize};

use super::{EntityId, outline::Element};

/// The most entities that are followed from one place to the next.
const HOPS_MAX: usize = 16;
/// The earth's radius by which offsets become angles, in metres: that of a sphere with the volume of the ellipsoid. Within
/// tens of kilometres the error stays below what reports are rounded to.
const EARTH_RADIUS_M: f64 = 6_371_000.8;
/// Beyond this latitude an offset to the east has no meaning as a longitude.
const LATITUDE_DEG_MAX: f64 = 89.999;

/// Where an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) enum Place {
    /// On the earth.
    Geodetic(Position),
    /// At an offset from another entity.
    Relative {
        /// The other entity.
        to: EntityId,
        /// East, north and up, in metres.
        offset_m: [f64; 3],
    },
}

/// A place on the earth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Degrees north.
    pub latitude_deg: f64,
    /// Degrees east.
    pub longitude_deg: f64,
    /// Height, where it is known.
    pub altitude: Option<Altitude>,
}

/// Height in metres, above what the report measures it from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Altitude {
    /// Above mean sea level.
    MeanSeaLevel(f64),
    /// Above the ground.
    Ground(f64),
}

impl Altitude {
    /// The height, whatever it is measured from.
    pub fn metres(self) -> f64 {
        match self {
            Altitude::MeanSeaLevel(metres) | Altitude::Ground(metres) => metres,
        }
    }

    fn raised(self, up_m: f64) -> Self {
        match self {
            Altitude::MeanSeaLevel(metres) => Altitude::MeanSeaLevel(metres + up_m),
            Altitude::Ground(metres) => Altitude::Ground(metres + up_m),
        }
    }
}

impl Place {
    /// What an element of the type Location says.
    pub(super) fn read(location: Element<'_>) -> Option<Self> {
        if let Some(geodetic) = location.at(&["GeodeticCoordinate"]) {
            let sea = geodetic.number_at(&["AltitudeMSL"]).map(Altitude::MeanSeaLevel);
            let altitude = sea.or_else(|| geodetic.number_at(&["AltitudeAGL"]).map(Altitude::Ground));
            let latitude_deg = geodetic.number_at(&["Latitude"]).filter(|degrees| degrees.abs() <= 90.0)?;
            let longitude_deg = geodetic.number_at(&["Longitude"]).filter(|degrees| degrees.abs() <= 180.0)?;
            return Some(Self::Geodetic(Position { latitude_deg, longitude_deg, altitude }));
        }
        let relative = location.at(&["RelativeLocation"])?;
        let to = EntityId::parse(&relative.text_at(&["EntityReference"])?)?;
        let along = |axis| relative.number_at(&["SpatialOffset", "CartesianOffset", axis]).unwrap_or(0.0);
        Some(Self::Relative { to, offset_m: [along("East"), along("North"), along("Up")] })
    }

    /// The place on the earth, where those that it rests on are known.
    pub(super) fn resolve(self, place_of: impl Fn(EntityId) -> Option<Place>) -> Option<Position> {
        let mut offset_m = [0.0; 3];
        let mut place = self;
        for _ in 0..HOPS_MAX {
            match place {
                Place::Geodetic(position) => return Some(position.moved(offset_m)),
                Place::Relative { to, offset_m: more_m } => {
                    offset_m.iter_mut().zip(more_m).for_each(|(sum, more)| *sum += more);
                    place = place_of(to)?;
                }
            }
        }
        None
    }
}

impl Position {
    fn moved(self, [east_m, north_m, up_m]: [f64; 3]) -> Self {
        if [east_m, north_m, up_m] == [0.0; 3] {
            return self;
        }
        let latitude_deg = (self.latitude_deg + (north_m / EARTH_RADIUS_M).to_degrees()).clamp(-90.0, 90.0);
        let along_latitude = self.latitude_deg.clamp(-LATITUDE_DEG_MAX, LATITUDE_DEG_MAX).to_radians().cos();
        let longitude_deg = self.longitude_deg + (east_m / (EARTH_RADIUS_M * along_latitude)).to_degrees();
        let longitude_deg = (longitude_deg + 180.0).rem_euclid(360.0) - 180.0;
        Self { latitude_deg, longitude_deg, altitude: self.altitude.map(|altitude| altitude.raised(up_m)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> EntityId {
        EntityId::parse(&uuid::Uuid::from_u128(number).to_string()).unwrap()
    }

    fn position(latitude_deg: f64, longitude_deg: f64) -> Position {
        Position { latitude_deg, longitude_deg, altitude: Some(Altitude::Ground(10.0)) }
    }

    /// Where an offset leads from a place, compared to a metre.
    fn check(from: (f64, f64), offset_m: [f64; 3], expected: (f64, f64, f64)) {
        let found = Place::Relative { to: id(1), offset_m };
        let found = found.resolve(|_| Some(Place::Geodetic(position(from.0, from.1)))).unwrap();
        let altitude = found.altitude.unwrap().metres();
        let close = |a: f64, b: f64| (a - b).abs() < 1e-5;
        let same = close(found.latitude_deg, expected.0) && close(found.longitude_deg, expected.1);
        assert!(same && close(altitude, expected.2), "{from:?} {offset_m:?}: {found:?}");
    }

    #[test]
    fn an_offset_leads_east_north_and_up() {
        check((0.0, 0.0), [0.0, 111_195.0, 5.0], (1.0, 0.0, 15.0));
        check((60.0, 10.0), [55_597.5, 0.0, 0.0], (60.0, 11.0, 10.0));
        check((0.0, 179.5), [111_195.0, 0.0, -10.0], (0.0, -179.5, 0.0));
        check((89.9, 0.0), [0.0, 111_195.0, 0.0], (90.0, 0.0, 10.0));
        check((52.0, 4.0), [0.0; 3], (52.0, 4.0, 10.0));
    }

    #[test]
    fn places_that_rest_on_each_other_have_an_end() {
        let beside = |to: u128| Place::Relative { to: id(to), offset_m: [0.0, 0.0, 1.0] };
        let chain = |of: EntityId| {
            let number = (1..100).find(|number| id(*number) == of)?;
            Some(if number == 1 { Place::Geodetic(position(1.0, 2.0)) } else { beside(number - 1) })
        };
        let longest = HOPS_MAX as u128;
        let up = |hops: u128| beside(hops).resolve(chain).map(|found| found.altitude.unwrap().metres());
        assert_eq!(up(1), Some(11.0));
        assert_eq!(up(longest - 1), Some(10.0 + (longest - 1) as f64));
        assert_eq!(up(longest), None, "one hop past the limit");
        assert_eq!(beside(7).resolve(|_| Some(beside(7))), None, "a circle");
        assert_eq!(beside(7).resolve(|_| None), None, "nobody knows");
    }
}

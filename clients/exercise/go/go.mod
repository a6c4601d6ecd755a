module exercise

go 1.23

require c2sim.example/clients/go v1.0.0

replace c2sim.example/clients/go => ../../../target/sdks/go

//! Quadratic funding: how a pool is added to what people gave.

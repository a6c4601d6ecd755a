/**
 * Takes part in C2SIM sessions: join, hear, publish, go on after an interruption.
 *
 * Begin with `Client`. It gives a `Member`, and that a `Stream`. What is not here is in the generated package `c2sim-api`.
 */

export type { DynamicSessionInfo, Picture, PictureEntity, SchemaDescription, StateType } from "c2sim-api";

export type { Backoff } from "./backoff.js";
export { Client } from "./client.js";
export type { ClientOptions, JoinOptions, SessionOptions } from "./client.js";
export type { OpenSocket, Socket } from "./connection.js";
export * from "./errors.js";
export { Member } from "./member.js";
export { compose, NAMESPACES, systemMessage } from "./messages.js";
export type { Header, Message, Receipt } from "./messages.js";
export { Stream } from "./stream.js";
export type { Filter } from "./stream.js";
export type { Token } from "./transport.js";

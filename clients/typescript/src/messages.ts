/** Messages: as a session brings them, and the few that a client composes. */

/** The namespaces of the standard's editions; of a site's own schema, the server tells it. */
export const NAMESPACES: Readonly<Record<string, string>> = {
  "1.0.2": "http://www.sisostds.org/schemas/C2SIM/1.1",
  "2.0.0": "http://www.sisostds.org/schemas/C2SIM/2.0.0-cwix2026",
};

/** A message of a session, with its place. */
export interface Message {
  /** Its place: a stream that begins after it misses nothing. */
  readonly address: string;
  /** The ticket that its publisher was given. */
  readonly trackingId: string;
  /** The element in its body, such as `ReportBody`; for system messages the one inside, such as `StartScenario`. */
  readonly kind: string;
  /** Its FromSendingSystem. */
  readonly sender: string;
  /** Every ToReceivingSystem. */
  readonly receivers: readonly string[];
  /** When the server accepted it. */
  readonly at: Date;
  /** The message on one line. */
  readonly xml: string;
}

/** A message from a frame of the stream, or a line of the history. */
export function readMessage(line: Record<string, unknown>): Message {
  return { ...(line as unknown as Message), at: new Date(line["at"] as string) };
}

/** What the server answers to a message that it accepted. */
export interface Receipt {
  /** Finds the message in the log of the server. */
  readonly trackingId: string;
  /** Its place in the session, where the server tells it. */
  readonly address: string | undefined;
  /** What is wrong with it all the same, in a session that delivers messages which do not follow the schema. */
  readonly warning?: string | undefined;
}

/** What the header of a composed message says. */
export interface Header {
  readonly namespace: string;
  readonly sender: string;
  /** ALL where they are left out. */
  readonly receivers?: readonly string[];
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string) => text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);

/** A whole message around the XML of one body, such as `<SystemMessageBody>…`, which declares no namespace itself. */
export function compose(body: string, { namespace, sender, receivers = ["ALL"] }: Header): string {
  const to = receivers.map((name) => `<ToReceivingSystem>${escape(name)}</ToReceivingSystem>`).join("");
  // The older edition wants to be told what a message is meant as; the newer has no such element.
  const act =
    namespace === NAMESPACES["1.0.2"] ? "<CommunicativeActTypeCode>Inform</CommunicativeActTypeCode>" : "";
  const now = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  return (
    `<Message xmlns="${escape(namespace)}"><C2SIMHeader>${act}<ConversationID>${crypto.randomUUID()}</ConversationID>` +
    `<FromSendingSystem>${escape(sender)}</FromSendingSystem><MessageID>${crypto.randomUUID()}</MessageID>` +
    "<Protocol>SISO-STD-C2SIM</Protocol><ProtocolVersion>1.0.2</ProtocolVersion>" +
    `<SendingTime><IsoDateTime>${now}</IsoDateTime></SendingTime>${to}</C2SIMHeader>` +
    `<MessageBody>${body}</MessageBody></Message>`
  );
}

/** A system message of one empty element, such as `StartScenario`. */
export function systemMessage(element: string, header: Header): string {
  return compose(`<SystemMessageBody><${element}/></SystemMessageBody>`, header);
}

// SPDX-License-Identifier: Apache-2.0
// Binds in each of the three ways, submits texts in several forms, asks what became of one, and
// prints what it learns, a line each. Ends when it has all receipts, what it sent to itself, and
// a text from the handset.
'use strict';
const smpp = require('smpp');

const [host, port, systemId, password, number, shortCode] = process.argv.slice(2);
const SENDER = { source_addr_ton: 5, source_addr_npi: 0, source_addr: 'Heliograph1' };
const TO_HANDSET = { dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: number };
const TO_OURSELVES = { dest_addr_ton: 0, dest_addr_npi: 1, destination_addr: shortCode };
const UDHI = 0x40;
const RECEIPT = 0x04;
const LONG = 'Each part of a long text says which part of how many it is. '.repeat(4).trim();

const asked = new Set();
const told = new Set();
let echoes = 0;
let texts = 0;

setTimeout(() => {
  console.log('nothing for 60 s');
  process.exit(1);
}, 60000);

function connect() {
  return new Promise((done, failed) => {
    const session = smpp.connect({ host, port: Number(port) }, () => done(session));
    session.on('error', failed);
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    session.on('deliver_sm', (pdu) => {
      session.send(pdu.response());
      delivered(pdu);
    });
  });
}

const ask = (session, command, options) =>
  new Promise((answer) => session[command](options || {}, answer));

async function bind(command) {
  const session = await connect();
  const pdu = await ask(session, command, { system_id: systemId, password });
  console.log(command, pdu.command_status);
  if (pdu.command_status !== 0) process.exit(1);
  return session;
}

function delivered(pdu) {
  const text = (pdu.message_payload || pdu.short_message).message;
  if (pdu.esm_class & RECEIPT) {
    told.add(pdu.receipted_message_id); // on a bind of its own: maybe before the submit_sm_resp
    console.log('receipt', pdu.receipted_message_id, pdu.message_state, /stat:(\w+)/.exec(text)[1]);
  } else if (pdu.user_message_reference) {
    echoes++;
    console.log('echo', pdu.data_coding, pdu.user_message_reference, text);
  } else {
    texts++;
    console.log('text', pdu.source_addr, pdu.data_coding, text);
  }
}

async function submit(session, name, options) {
  const pdu = await ask(session, 'submit_sm', { ...SENDER, ...options });
  console.log('submit', name, pdu.command_status);
  if (options.registered_delivery) asked.add(pdu.message_id);
  return pdu.message_id;
}

async function main() {
  const receiver = await bind('bind_receiver');
  const transmitter = await bind('bind_transmitter');
  const transceiver = await bind('bind_transceiver');

  const id = await submit(transmitter, 'short', {
    ...TO_HANDSET, registered_delivery: 1, short_message: 'Hello from Node' });
  await submit(transceiver, 'unicode', {
    ...TO_HANDSET, registered_delivery: 1, data_coding: 8, short_message: 'Привет, 世界' });
  await submit(transceiver, 'payload', {
    ...TO_HANDSET, registered_delivery: 1, message_payload: { message: LONG } });
  for (const part of [1, 2]) {
    await submit(transmitter, 'part', {
      ...TO_HANDSET,
      esm_class: UDHI,
      short_message: { udh: Buffer.from([5, 0, 3, 42, 2, part]), message: 'part ' + part + ', ' } });
  }
  await submit(transmitter, 'echo', {
    ...TO_OURSELVES, user_message_reference: 4711, short_message: 'to myself' });
  await submit(transceiver, 'echo', {
    ...TO_OURSELVES, user_message_reference: 4712, data_coding: 8, short_message: 'мне' });

  while (![...asked].every((id) => told.has(id)) || echoes < 2 || texts < 1) {
    await new Promise((again) => setTimeout(again, 20));
  }
  const standing = await ask(transceiver, 'query_sm', { message_id: id, ...SENDER });
  console.log('query_sm', standing.command_status, standing.message_state);
  const unknown = await ask(transceiver, 'query_sm', { message_id: '1', ...SENDER });
  console.log('query_sm', unknown.command_status);
  for (const session of [receiver, transmitter, transceiver]) {
    console.log('enquire_link', (await ask(session, 'enquire_link')).command_status);
    console.log('unbind', (await ask(session, 'unbind')).command_status);
  }
  process.exit(0);
}

main().catch((e) => {
  console.log(String(e));
  process.exit(1);
});

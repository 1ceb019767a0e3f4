// Loaded first by the runtime client when the function host redirects names: a connection to `partner.example.com:443`
// is opened to a server on this machine. Only the address of the socket changes: the name in TLS (SNI), the check of the
// certificate and the Host header stay those of the deployed URL. Nothing of it stays visible to the handler.
'use strict';

const net = require('node:net');

const hosts = JSON.parse(process.env._VPC_LAMBDA_HOSTS);
delete process.env._VPC_LAMBDA_HOSTS;

function redirected(options) {
  const target = hosts[`${String(options.host ?? 'localhost').toLowerCase()}:${options.port}`];
  if (target === undefined) return undefined;
  const [host, port] = target.split(':');
  return { ...options, host, port: Number(port) };
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function connectRedirected(...args) {
  const [first, second] = args;
  // Node's own callers pass arguments that are normalised already: an array that carries a mark.
  if (Array.isArray(first)) first[0] = redirected(first[0]) ?? first[0];
  else if (typeof first === 'object' && first !== null) args[0] = redirected(first) ?? first;
  else if (typeof second === 'string') {
    const target = redirected({ host: second, port: first });
    if (target) args.splice(0, 2, target.port, target.host);
  }
  return connect.apply(this, args);
};

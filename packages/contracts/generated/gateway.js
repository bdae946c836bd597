/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

const $root = $protobuf.roots["gateway"] || ($protobuf.roots["gateway"] = {});

export const screener = $root.screener = (() => {

    const screener = {};

    screener.ServerMessage = (function() {

        const ServerMessage = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ServerMessage.prototype.fullState = null;
        ServerMessage.prototype.update = null;
        ServerMessage.prototype.error = null;
        ServerMessage.prototype.atUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        ServerMessage.prototype.number = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        let $oneOfFields;

        $Object.defineProperty(ServerMessage.prototype, "message", {
            get: $util.oneOfGetter($oneOfFields = ["fullState", "update", "error"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        ServerMessage.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.fullState != null && $Object.hasOwnProperty.call(message, "fullState"))
                $root.screener.FullState.encode(message.fullState, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.update != null && $Object.hasOwnProperty.call(message, "update"))
                $root.screener.StateUpdate.encode(message.update, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                $root.screener.ServerError.encode(message.error, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.atUs != null && $Object.hasOwnProperty.call(message, "atUs") && (typeof message.atUs === "object" ? message.atUs.low || message.atUs.high : message.atUs !== 0))
                writer.uint32(112).uint64(message.atUs);
            if (message.number != null && $Object.hasOwnProperty.call(message, "number") && (typeof message.number === "object" ? message.number.low || message.number.high : message.number !== 0))
                writer.uint32(120).uint64(message.number);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ServerMessage.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.screener.ServerMessage();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.fullState = $root.screener.FullState.decode(reader, reader.size(), $undefined, _depth + 1, message.fullState);
                        message.message = "fullState";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.update = $root.screener.StateUpdate.decode(reader, reader.size(), $undefined, _depth + 1, message.update);
                        message.message = "update";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.error = $root.screener.ServerError.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                        message.message = "error";
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.atUs = value;
                        else
                            delete message.atUs;
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.number = value;
                        else
                            delete message.number;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        ServerMessage.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.ServerMessage";
        };

        return ServerMessage;
    })();

    screener.FullState = (function() {

        const FullState = function (properties) {
            this.opportunities = [];
            this.venues = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        FullState.prototype.opportunities = $util.emptyArray;
        FullState.prototype.venues = $util.emptyArray;
        FullState.prototype.live = false;
        FullState.prototype.simulated = false;
        FullState.prototype.version = "";

        FullState.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.opportunities != null && message.opportunities.length)
                for (let i = 0; i < message.opportunities.length; ++i)
                    $root.screener.Opportunity.encode(message.opportunities[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.venues != null && message.venues.length)
                for (let i = 0; i < message.venues.length; ++i)
                    $root.screener.VenueHealth.encode(message.venues[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.live != null && $Object.hasOwnProperty.call(message, "live") && message.live !== false)
                writer.uint32(24).bool(message.live);
            if (message.simulated != null && $Object.hasOwnProperty.call(message, "simulated") && message.simulated !== false)
                writer.uint32(32).bool(message.simulated);
            if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                writer.uint32(42).string(message.version);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        FullState.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.screener.FullState();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.opportunities && message.opportunities.length))
                            message.opportunities = [];
                        message.opportunities.push($root.screener.Opportunity.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.venues && message.venues.length))
                            message.venues = [];
                        message.venues.push($root.screener.VenueHealth.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.live = value;
                        else
                            delete message.live;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.simulated = value;
                        else
                            delete message.simulated;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.version = value;
                        else
                            delete message.version;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        FullState.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.FullState";
        };

        return FullState;
    })();

    screener.StateUpdate = (function() {

        const StateUpdate = function (properties) {
            this.changed = [];
            this.closed = [];
            this.venues = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        StateUpdate.prototype.changed = $util.emptyArray;
        StateUpdate.prototype.closed = $util.emptyArray;
        StateUpdate.prototype.venues = $util.emptyArray;
        StateUpdate.prototype.live = false;

        StateUpdate.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.changed != null && message.changed.length)
                for (let i = 0; i < message.changed.length; ++i)
                    $root.screener.Opportunity.encode(message.changed[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.closed != null && message.closed.length)
                for (let i = 0; i < message.closed.length; ++i)
                    $root.screener.ClosedOpportunity.encode(message.closed[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.venues != null && message.venues.length)
                for (let i = 0; i < message.venues.length; ++i)
                    $root.screener.VenueHealth.encode(message.venues[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.live != null && $Object.hasOwnProperty.call(message, "live") && message.live !== false)
                writer.uint32(32).bool(message.live);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        StateUpdate.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.screener.StateUpdate();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if (!(message.changed && message.changed.length))
                            message.changed = [];
                        message.changed.push($root.screener.Opportunity.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.closed && message.closed.length))
                            message.closed = [];
                        message.closed.push($root.screener.ClosedOpportunity.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.venues && message.venues.length))
                            message.venues = [];
                        message.venues.push($root.screener.VenueHealth.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.live = value;
                        else
                            delete message.live;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        StateUpdate.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.StateUpdate";
        };

        return StateUpdate;
    })();

    screener.ClosedOpportunity = (function() {

        const ClosedOpportunity = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ClosedOpportunity.prototype.id = "";
        ClosedOpportunity.prototype.reason = "";

        ClosedOpportunity.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                writer.uint32(10).string(message.id);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(18).string(message.reason);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ClosedOpportunity.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.screener.ClosedOpportunity();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        ClosedOpportunity.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.ClosedOpportunity";
        };

        return ClosedOpportunity;
    })();

    screener.VenueHealth = (function() {

        const VenueHealth = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        VenueHealth.prototype.venue = "";
        VenueHealth.prototype.state = "";
        VenueHealth.prototype.liveBooks = 0;
        VenueHealth.prototype.syncingBooks = 0;
        VenueHealth.prototype.suspectBooks = 0;
        VenueHealth.prototype.downBooks = 0;
        VenueHealth.prototype.proofAgeMs = 0;
        VenueHealth.prototype.sinceMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        VenueHealth.prototype.reason = "";
        VenueHealth.prototype.rejectedSymbols = 0;
        VenueHealth.prototype.name = "";

        VenueHealth.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.venue != null && $Object.hasOwnProperty.call(message, "venue") && message.venue !== "")
                writer.uint32(10).string(message.venue);
            if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== "")
                writer.uint32(18).string(message.state);
            if (message.liveBooks != null && $Object.hasOwnProperty.call(message, "liveBooks") && message.liveBooks !== 0)
                writer.uint32(24).uint32(message.liveBooks);
            if (message.syncingBooks != null && $Object.hasOwnProperty.call(message, "syncingBooks") && message.syncingBooks !== 0)
                writer.uint32(32).uint32(message.syncingBooks);
            if (message.suspectBooks != null && $Object.hasOwnProperty.call(message, "suspectBooks") && message.suspectBooks !== 0)
                writer.uint32(40).uint32(message.suspectBooks);
            if (message.downBooks != null && $Object.hasOwnProperty.call(message, "downBooks") && message.downBooks !== 0)
                writer.uint32(48).uint32(message.downBooks);
            if (message.proofAgeMs != null && $Object.hasOwnProperty.call(message, "proofAgeMs") && message.proofAgeMs !== 0)
                writer.uint32(56).uint32(message.proofAgeMs);
            if (message.sinceMs != null && $Object.hasOwnProperty.call(message, "sinceMs") && (typeof message.sinceMs === "object" ? message.sinceMs.low || message.sinceMs.high : message.sinceMs !== 0))
                writer.uint32(64).uint64(message.sinceMs);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(74).string(message.reason);
            if (message.rejectedSymbols != null && $Object.hasOwnProperty.call(message, "rejectedSymbols") && message.rejectedSymbols !== 0)
                writer.uint32(80).uint32(message.rejectedSymbols);
            if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                writer.uint32(90).string(message.name);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        VenueHealth.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.screener.VenueHealth();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.venue = value;
                        else
                            delete message.venue;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.state = value;
                        else
                            delete message.state;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.liveBooks = value;
                        else
                            delete message.liveBooks;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.syncingBooks = value;
                        else
                            delete message.syncingBooks;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.suspectBooks = value;
                        else
                            delete message.suspectBooks;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.downBooks = value;
                        else
                            delete message.downBooks;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.proofAgeMs = value;
                        else
                            delete message.proofAgeMs;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sinceMs = value;
                        else
                            delete message.sinceMs;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.rejectedSymbols = value;
                        else
                            delete message.rejectedSymbols;
                        continue;
                    }
                case 11: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.name = value;
                        else
                            delete message.name;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        VenueHealth.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.VenueHealth";
        };

        return VenueHealth;
    })();

    screener.ServerError = (function() {

        const ServerError = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ServerError.prototype.code = "";
        ServerError.prototype.message = "";

        ServerError.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                writer.uint32(10).string(message.code);
            if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                writer.uint32(18).string(message.message);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ServerError.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.screener.ServerError();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.code = value;
                        else
                            delete message.code;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.message = value;
                        else
                            delete message.message;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        ServerError.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.ServerError";
        };

        return ServerError;
    })();

    screener.ClientMessage = (function() {

        const ClientMessage = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ClientMessage.prototype.requestFullState = null;
        ClientMessage.prototype.setPace = null;

        let $oneOfFields;

        $Object.defineProperty(ClientMessage.prototype, "message", {
            get: $util.oneOfGetter($oneOfFields = ["requestFullState", "setPace"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        ClientMessage.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.requestFullState != null && $Object.hasOwnProperty.call(message, "requestFullState"))
                $root.screener.RequestFullState.encode(message.requestFullState, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.setPace != null && $Object.hasOwnProperty.call(message, "setPace"))
                $root.screener.SetPace.encode(message.setPace, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ClientMessage.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.screener.ClientMessage();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        message.requestFullState = $root.screener.RequestFullState.decode(reader, reader.size(), $undefined, _depth + 1, message.requestFullState);
                        message.message = "requestFullState";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.setPace = $root.screener.SetPace.decode(reader, reader.size(), $undefined, _depth + 1, message.setPace);
                        message.message = "setPace";
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        ClientMessage.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.ClientMessage";
        };

        return ClientMessage;
    })();

    screener.RequestFullState = (function() {

        const RequestFullState = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        RequestFullState.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        RequestFullState.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.screener.RequestFullState();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                reader.skipType(tag & 7, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        RequestFullState.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.RequestFullState";
        };

        return RequestFullState;
    })();

    screener.SetPace = (function() {

        const SetPace = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SetPace.prototype.minIntervalMs = 0;

        SetPace.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.minIntervalMs != null && $Object.hasOwnProperty.call(message, "minIntervalMs") && message.minIntervalMs !== 0)
                writer.uint32(8).uint32(message.minIntervalMs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SetPace.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.screener.SetPace();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.minIntervalMs = value;
                        else
                            delete message.minIntervalMs;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        SetPace.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.SetPace";
        };

        return SetPace;
    })();

    screener.Opportunity = (function() {

        const Opportunity = function (properties) {
            this.legs = [];
            this.survival = [];
            this.exclusiveGroups = [];
            this.capacitySpentQuote = [];
            this.capacityProfitQuote = [];
            this.marks = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Opportunity.prototype.id = "";
        Opportunity.prototype.routeId = "";
        Opportunity.prototype.kind = "";
        Opportunity.prototype.symbol = "";
        Opportunity.prototype.base = "";
        Opportunity.prototype.quote = "";
        Opportunity.prototype.legs = $util.emptyArray;
        Opportunity.prototype.quantity = 0;
        Opportunity.prototype.costQuote = 0;
        Opportunity.prototype.proceedsQuote = 0;
        Opportunity.prototype.profitQuote = 0;
        Opportunity.prototype.grossBps = 0;
        Opportunity.prototype.netBps = 0;
        Opportunity.prototype.openedAtMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Opportunity.prototype.updatedAtUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Opportunity.prototype.peakNetBps = 0;
        Opportunity.prototype.peakProfitQuote = 0;
        Opportunity.prototype.ageMs = 0;
        Opportunity.prototype.skewMs = 0;
        Opportunity.prototype.lifetimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Opportunity.prototype.timeWeightedNetBps = 0;
        Opportunity.prototype.survival = $util.emptyArray;
        Opportunity.prototype.assetBps = 0;
        Opportunity.prototype.rateBps = 0;
        Opportunity.prototype.exclusiveGroups = $util.emptyArray;
        Opportunity.prototype.capacitySpentQuote = $util.emptyArray;
        Opportunity.prototype.capacityProfitQuote = $util.emptyArray;
        Opportunity.prototype.missedProfitQuote = 0;
        Opportunity.prototype.fixedCostQuote = 0;
        Opportunity.prototype.marks = $util.emptyArray;

        Opportunity.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== "")
                writer.uint32(10).string(message.id);
            if (message.routeId != null && $Object.hasOwnProperty.call(message, "routeId") && message.routeId !== "")
                writer.uint32(18).string(message.routeId);
            if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== "")
                writer.uint32(26).string(message.kind);
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(34).string(message.symbol);
            if (message.base != null && $Object.hasOwnProperty.call(message, "base") && message.base !== "")
                writer.uint32(42).string(message.base);
            if (message.quote != null && $Object.hasOwnProperty.call(message, "quote") && message.quote !== "")
                writer.uint32(50).string(message.quote);
            if (message.legs != null && message.legs.length)
                for (let i = 0; i < message.legs.length; ++i)
                    $root.screener.Leg.encode(message.legs[i], writer.uint32(58).fork(), _depth + 1).ldelim();
            if (message.quantity != null && $Object.hasOwnProperty.call(message, "quantity") && !$Object.is(message.quantity, 0))
                writer.uint32(65).double(message.quantity);
            if (message.costQuote != null && $Object.hasOwnProperty.call(message, "costQuote") && !$Object.is(message.costQuote, 0))
                writer.uint32(73).double(message.costQuote);
            if (message.proceedsQuote != null && $Object.hasOwnProperty.call(message, "proceedsQuote") && !$Object.is(message.proceedsQuote, 0))
                writer.uint32(81).double(message.proceedsQuote);
            if (message.profitQuote != null && $Object.hasOwnProperty.call(message, "profitQuote") && !$Object.is(message.profitQuote, 0))
                writer.uint32(89).double(message.profitQuote);
            if (message.grossBps != null && $Object.hasOwnProperty.call(message, "grossBps") && !$Object.is(message.grossBps, 0))
                writer.uint32(97).double(message.grossBps);
            if (message.netBps != null && $Object.hasOwnProperty.call(message, "netBps") && !$Object.is(message.netBps, 0))
                writer.uint32(105).double(message.netBps);
            if (message.openedAtMs != null && $Object.hasOwnProperty.call(message, "openedAtMs") && (typeof message.openedAtMs === "object" ? message.openedAtMs.low || message.openedAtMs.high : message.openedAtMs !== 0))
                writer.uint32(112).uint64(message.openedAtMs);
            if (message.updatedAtUs != null && $Object.hasOwnProperty.call(message, "updatedAtUs") && (typeof message.updatedAtUs === "object" ? message.updatedAtUs.low || message.updatedAtUs.high : message.updatedAtUs !== 0))
                writer.uint32(120).uint64(message.updatedAtUs);
            if (message.peakNetBps != null && $Object.hasOwnProperty.call(message, "peakNetBps") && !$Object.is(message.peakNetBps, 0))
                writer.uint32(129).double(message.peakNetBps);
            if (message.peakProfitQuote != null && $Object.hasOwnProperty.call(message, "peakProfitQuote") && !$Object.is(message.peakProfitQuote, 0))
                writer.uint32(137).double(message.peakProfitQuote);
            if (message.ageMs != null && $Object.hasOwnProperty.call(message, "ageMs") && message.ageMs !== 0)
                writer.uint32(144).uint32(message.ageMs);
            if (message.skewMs != null && $Object.hasOwnProperty.call(message, "skewMs") && message.skewMs !== 0)
                writer.uint32(152).uint32(message.skewMs);
            if (message.lifetimeUs != null && $Object.hasOwnProperty.call(message, "lifetimeUs") && (typeof message.lifetimeUs === "object" ? message.lifetimeUs.low || message.lifetimeUs.high : message.lifetimeUs !== 0))
                writer.uint32(160).uint64(message.lifetimeUs);
            if (message.timeWeightedNetBps != null && $Object.hasOwnProperty.call(message, "timeWeightedNetBps") && !$Object.is(message.timeWeightedNetBps, 0))
                writer.uint32(169).double(message.timeWeightedNetBps);
            if (message.survival != null && message.survival.length)
                for (let i = 0; i < message.survival.length; ++i)
                    $root.screener.SurvivalMark.encode(message.survival[i], writer.uint32(178).fork(), _depth + 1).ldelim();
            if (message.assetBps != null && $Object.hasOwnProperty.call(message, "assetBps") && !$Object.is(message.assetBps, 0))
                writer.uint32(185).double(message.assetBps);
            if (message.rateBps != null && $Object.hasOwnProperty.call(message, "rateBps") && !$Object.is(message.rateBps, 0))
                writer.uint32(193).double(message.rateBps);
            if (message.exclusiveGroups != null && message.exclusiveGroups.length)
                for (let i = 0; i < message.exclusiveGroups.length; ++i)
                    writer.uint32(202).string(message.exclusiveGroups[i]);
            if (message.capacitySpentQuote != null && message.capacitySpentQuote.length)
                writer.uint32(210).doubles(message.capacitySpentQuote);
            if (message.capacityProfitQuote != null && message.capacityProfitQuote.length)
                writer.uint32(218).doubles(message.capacityProfitQuote);
            if (message.missedProfitQuote != null && $Object.hasOwnProperty.call(message, "missedProfitQuote") && !$Object.is(message.missedProfitQuote, 0))
                writer.uint32(225).double(message.missedProfitQuote);
            if (message.fixedCostQuote != null && $Object.hasOwnProperty.call(message, "fixedCostQuote") && !$Object.is(message.fixedCostQuote, 0))
                writer.uint32(233).double(message.fixedCostQuote);
            if (message.marks != null && message.marks.length)
                for (let i = 0; i < message.marks.length; ++i)
                    writer.uint32(242).string(message.marks[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Opportunity.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.screener.Opportunity();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.id = value;
                        else
                            delete message.id;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.routeId = value;
                        else
                            delete message.routeId;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.kind = value;
                        else
                            delete message.kind;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.symbol = value;
                        else
                            delete message.symbol;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.base = value;
                        else
                            delete message.base;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.quote = value;
                        else
                            delete message.quote;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if (!(message.legs && message.legs.length))
                            message.legs = [];
                        message.legs.push($root.screener.Leg.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 8: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.quantity = value;
                        else
                            delete message.quantity;
                        continue;
                    }
                case 9: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.costQuote = value;
                        else
                            delete message.costQuote;
                        continue;
                    }
                case 10: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.proceedsQuote = value;
                        else
                            delete message.proceedsQuote;
                        continue;
                    }
                case 11: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.profitQuote = value;
                        else
                            delete message.profitQuote;
                        continue;
                    }
                case 12: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.grossBps = value;
                        else
                            delete message.grossBps;
                        continue;
                    }
                case 13: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.netBps = value;
                        else
                            delete message.netBps;
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.openedAtMs = value;
                        else
                            delete message.openedAtMs;
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.updatedAtUs = value;
                        else
                            delete message.updatedAtUs;
                        continue;
                    }
                case 16: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.peakNetBps = value;
                        else
                            delete message.peakNetBps;
                        continue;
                    }
                case 17: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.peakProfitQuote = value;
                        else
                            delete message.peakProfitQuote;
                        continue;
                    }
                case 18: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.ageMs = value;
                        else
                            delete message.ageMs;
                        continue;
                    }
                case 19: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.skewMs = value;
                        else
                            delete message.skewMs;
                        continue;
                    }
                case 20: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.lifetimeUs = value;
                        else
                            delete message.lifetimeUs;
                        continue;
                    }
                case 21: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.timeWeightedNetBps = value;
                        else
                            delete message.timeWeightedNetBps;
                        continue;
                    }
                case 22: {
                        if (wireType !== 2)
                            break;
                        if (!(message.survival && message.survival.length))
                            message.survival = [];
                        message.survival.push($root.screener.SurvivalMark.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 23: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.assetBps = value;
                        else
                            delete message.assetBps;
                        continue;
                    }
                case 24: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.rateBps = value;
                        else
                            delete message.rateBps;
                        continue;
                    }
                case 25: {
                        if (wireType !== 2)
                            break;
                        if (!(message.exclusiveGroups && message.exclusiveGroups.length))
                            message.exclusiveGroups = [];
                        message.exclusiveGroups.push(reader.stringVerify());
                        continue;
                    }
                case 26: {
                        if (wireType === 2) {
                            if (!(message.capacitySpentQuote && message.capacitySpentQuote.length))
                                message.capacitySpentQuote = [];
                            reader.doubles(message.capacitySpentQuote);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.capacitySpentQuote && message.capacitySpentQuote.length))
                            message.capacitySpentQuote = [];
                        message.capacitySpentQuote.push(reader.double());
                        continue;
                    }
                case 27: {
                        if (wireType === 2) {
                            if (!(message.capacityProfitQuote && message.capacityProfitQuote.length))
                                message.capacityProfitQuote = [];
                            reader.doubles(message.capacityProfitQuote);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.capacityProfitQuote && message.capacityProfitQuote.length))
                            message.capacityProfitQuote = [];
                        message.capacityProfitQuote.push(reader.double());
                        continue;
                    }
                case 28: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.missedProfitQuote = value;
                        else
                            delete message.missedProfitQuote;
                        continue;
                    }
                case 29: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.fixedCostQuote = value;
                        else
                            delete message.fixedCostQuote;
                        continue;
                    }
                case 30: {
                        if (wireType !== 2)
                            break;
                        if (!(message.marks && message.marks.length))
                            message.marks = [];
                        message.marks.push(reader.stringVerify());
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Opportunity.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.Opportunity";
        };

        return Opportunity;
    })();

    screener.SurvivalMark = (function() {

        const SurvivalMark = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SurvivalMark.prototype.afterMs = 0;
        SurvivalMark.prototype.pricedAfterMs = 0;
        SurvivalMark.prototype.known = false;
        SurvivalMark.prototype.netBps = 0;
        SurvivalMark.prototype.profitQuote = 0;

        SurvivalMark.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.afterMs != null && $Object.hasOwnProperty.call(message, "afterMs") && message.afterMs !== 0)
                writer.uint32(8).uint32(message.afterMs);
            if (message.pricedAfterMs != null && $Object.hasOwnProperty.call(message, "pricedAfterMs") && !$Object.is(message.pricedAfterMs, 0))
                writer.uint32(17).double(message.pricedAfterMs);
            if (message.known != null && $Object.hasOwnProperty.call(message, "known") && message.known !== false)
                writer.uint32(24).bool(message.known);
            if (message.netBps != null && $Object.hasOwnProperty.call(message, "netBps") && !$Object.is(message.netBps, 0))
                writer.uint32(33).double(message.netBps);
            if (message.profitQuote != null && $Object.hasOwnProperty.call(message, "profitQuote") && !$Object.is(message.profitQuote, 0))
                writer.uint32(41).double(message.profitQuote);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SurvivalMark.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.screener.SurvivalMark();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.afterMs = value;
                        else
                            delete message.afterMs;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.pricedAfterMs = value;
                        else
                            delete message.pricedAfterMs;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.known = value;
                        else
                            delete message.known;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.netBps = value;
                        else
                            delete message.netBps;
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.profitQuote = value;
                        else
                            delete message.profitQuote;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        SurvivalMark.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.SurvivalMark";
        };

        return SurvivalMark;
    })();

    screener.Leg = (function() {

        const Leg = function (properties) {
            this.prices = [];
            this.quantities = [];
            this.available = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Leg.prototype.venue = "";
        Leg.prototype.symbol = "";
        Leg.prototype.side = "";
        Leg.prototype.vwap = 0;
        Leg.prototype.worstPrice = 0;
        Leg.prototype.quantity = 0;
        Leg.prototype.notional = 0;
        Leg.prototype.takerBps = 0;
        Leg.prototype.feeQuote = 0;
        Leg.prototype.session = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Leg.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Leg.prototype.prices = $util.emptyArray;
        Leg.prototype.quantities = $util.emptyArray;
        Leg.prototype.exchangeTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Leg.prototype.receivedTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Leg.prototype.proofTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Leg.prototype.syncedTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Leg.prototype.available = $util.emptyArray;
        Leg.prototype.base = "";
        Leg.prototype.quote = "";
        Leg.prototype.leftover = 0;
        Leg.prototype.isRate = false;
        Leg.prototype.fixedCost = 0;
        Leg.prototype.fixedCostAsset = "";
        Leg.prototype.fixedCostQuote = 0;
        Leg.prototype.origin = "";

        Leg.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.venue != null && $Object.hasOwnProperty.call(message, "venue") && message.venue !== "")
                writer.uint32(10).string(message.venue);
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(18).string(message.symbol);
            if (message.side != null && $Object.hasOwnProperty.call(message, "side") && message.side !== "")
                writer.uint32(26).string(message.side);
            if (message.vwap != null && $Object.hasOwnProperty.call(message, "vwap") && !$Object.is(message.vwap, 0))
                writer.uint32(33).double(message.vwap);
            if (message.worstPrice != null && $Object.hasOwnProperty.call(message, "worstPrice") && !$Object.is(message.worstPrice, 0))
                writer.uint32(41).double(message.worstPrice);
            if (message.quantity != null && $Object.hasOwnProperty.call(message, "quantity") && !$Object.is(message.quantity, 0))
                writer.uint32(49).double(message.quantity);
            if (message.notional != null && $Object.hasOwnProperty.call(message, "notional") && !$Object.is(message.notional, 0))
                writer.uint32(57).double(message.notional);
            if (message.takerBps != null && $Object.hasOwnProperty.call(message, "takerBps") && !$Object.is(message.takerBps, 0))
                writer.uint32(65).double(message.takerBps);
            if (message.feeQuote != null && $Object.hasOwnProperty.call(message, "feeQuote") && !$Object.is(message.feeQuote, 0))
                writer.uint32(73).double(message.feeQuote);
            if (message.session != null && $Object.hasOwnProperty.call(message, "session") && (typeof message.session === "object" ? message.session.low || message.session.high : message.session !== 0))
                writer.uint32(80).uint64(message.session);
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                writer.uint32(88).uint64(message.sequence);
            if (message.prices != null && message.prices.length)
                writer.uint32(98).doubles(message.prices);
            if (message.quantities != null && message.quantities.length)
                writer.uint32(106).doubles(message.quantities);
            if (message.exchangeTimeMs != null && $Object.hasOwnProperty.call(message, "exchangeTimeMs") && (typeof message.exchangeTimeMs === "object" ? message.exchangeTimeMs.low || message.exchangeTimeMs.high : message.exchangeTimeMs !== 0))
                writer.uint32(112).uint64(message.exchangeTimeMs);
            if (message.receivedTimeUs != null && $Object.hasOwnProperty.call(message, "receivedTimeUs") && (typeof message.receivedTimeUs === "object" ? message.receivedTimeUs.low || message.receivedTimeUs.high : message.receivedTimeUs !== 0))
                writer.uint32(120).uint64(message.receivedTimeUs);
            if (message.proofTimeUs != null && $Object.hasOwnProperty.call(message, "proofTimeUs") && (typeof message.proofTimeUs === "object" ? message.proofTimeUs.low || message.proofTimeUs.high : message.proofTimeUs !== 0))
                writer.uint32(128).uint64(message.proofTimeUs);
            if (message.syncedTimeUs != null && $Object.hasOwnProperty.call(message, "syncedTimeUs") && (typeof message.syncedTimeUs === "object" ? message.syncedTimeUs.low || message.syncedTimeUs.high : message.syncedTimeUs !== 0))
                writer.uint32(136).uint64(message.syncedTimeUs);
            if (message.available != null && message.available.length)
                writer.uint32(146).doubles(message.available);
            if (message.base != null && $Object.hasOwnProperty.call(message, "base") && message.base !== "")
                writer.uint32(154).string(message.base);
            if (message.quote != null && $Object.hasOwnProperty.call(message, "quote") && message.quote !== "")
                writer.uint32(162).string(message.quote);
            if (message.leftover != null && $Object.hasOwnProperty.call(message, "leftover") && !$Object.is(message.leftover, 0))
                writer.uint32(169).double(message.leftover);
            if (message.isRate != null && $Object.hasOwnProperty.call(message, "isRate") && message.isRate !== false)
                writer.uint32(176).bool(message.isRate);
            if (message.fixedCost != null && $Object.hasOwnProperty.call(message, "fixedCost") && !$Object.is(message.fixedCost, 0))
                writer.uint32(185).double(message.fixedCost);
            if (message.fixedCostAsset != null && $Object.hasOwnProperty.call(message, "fixedCostAsset") && message.fixedCostAsset !== "")
                writer.uint32(194).string(message.fixedCostAsset);
            if (message.fixedCostQuote != null && $Object.hasOwnProperty.call(message, "fixedCostQuote") && !$Object.is(message.fixedCostQuote, 0))
                writer.uint32(201).double(message.fixedCostQuote);
            if (message.origin != null && $Object.hasOwnProperty.call(message, "origin") && message.origin !== "")
                writer.uint32(210).string(message.origin);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Leg.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.screener.Leg();
            while (reader.pos < end) {
                let start = reader.pos;
                let tag = reader.tag();
                if (tag === _end) {
                    _end = $undefined;
                    break;
                }
                let wireType = tag & 7;
                switch (tag >>>= 3) {
                case 1: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.venue = value;
                        else
                            delete message.venue;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.symbol = value;
                        else
                            delete message.symbol;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.side = value;
                        else
                            delete message.side;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.vwap = value;
                        else
                            delete message.vwap;
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.worstPrice = value;
                        else
                            delete message.worstPrice;
                        continue;
                    }
                case 6: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.quantity = value;
                        else
                            delete message.quantity;
                        continue;
                    }
                case 7: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.notional = value;
                        else
                            delete message.notional;
                        continue;
                    }
                case 8: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.takerBps = value;
                        else
                            delete message.takerBps;
                        continue;
                    }
                case 9: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.feeQuote = value;
                        else
                            delete message.feeQuote;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.session = value;
                        else
                            delete message.session;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sequence = value;
                        else
                            delete message.sequence;
                        continue;
                    }
                case 12: {
                        if (wireType === 2) {
                            if (!(message.prices && message.prices.length))
                                message.prices = [];
                            reader.doubles(message.prices);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.prices && message.prices.length))
                            message.prices = [];
                        message.prices.push(reader.double());
                        continue;
                    }
                case 13: {
                        if (wireType === 2) {
                            if (!(message.quantities && message.quantities.length))
                                message.quantities = [];
                            reader.doubles(message.quantities);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.quantities && message.quantities.length))
                            message.quantities = [];
                        message.quantities.push(reader.double());
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.exchangeTimeMs = value;
                        else
                            delete message.exchangeTimeMs;
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.receivedTimeUs = value;
                        else
                            delete message.receivedTimeUs;
                        continue;
                    }
                case 16: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.proofTimeUs = value;
                        else
                            delete message.proofTimeUs;
                        continue;
                    }
                case 17: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.syncedTimeUs = value;
                        else
                            delete message.syncedTimeUs;
                        continue;
                    }
                case 18: {
                        if (wireType === 2) {
                            if (!(message.available && message.available.length))
                                message.available = [];
                            reader.doubles(message.available);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.available && message.available.length))
                            message.available = [];
                        message.available.push(reader.double());
                        continue;
                    }
                case 19: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.base = value;
                        else
                            delete message.base;
                        continue;
                    }
                case 20: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.quote = value;
                        else
                            delete message.quote;
                        continue;
                    }
                case 21: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.leftover = value;
                        else
                            delete message.leftover;
                        continue;
                    }
                case 22: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.isRate = value;
                        else
                            delete message.isRate;
                        continue;
                    }
                case 23: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.fixedCost = value;
                        else
                            delete message.fixedCost;
                        continue;
                    }
                case 24: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.fixedCostAsset = value;
                        else
                            delete message.fixedCostAsset;
                        continue;
                    }
                case 25: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.fixedCostQuote = value;
                        else
                            delete message.fixedCostQuote;
                        continue;
                    }
                case 26: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.origin = value;
                        else
                            delete message.origin;
                        continue;
                    }
                }
                reader.skipType(wireType, _depth, tag);
                if (!reader.discardUnknown) {
                    $util.makeProp(message, "$unknowns", false);
                    (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                }
            }
            if (length !== $undefined) {
                if (reader.pos !== end)
                    throw $RangeError("index out of range");
                reader.len = length;
            }
            if (_end !== $undefined)
                throw $Error("missing end group");
            return message;
        };

        Leg.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.Leg";
        };

        return Leg;
    })();

    return screener;
})();

export {
  $root as default
};

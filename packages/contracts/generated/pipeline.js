/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

const $root = $protobuf.roots["pipeline"] || ($protobuf.roots["pipeline"] = {});

export const screener = $root.screener = (() => {

    const screener = {};

    screener.MarketDataBatch = (function() {

        const MarketDataBatch = function (properties) {
            this.events = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        MarketDataBatch.prototype.venue = "";
        MarketDataBatch.prototype.events = $util.emptyArray;

        MarketDataBatch.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.venue != null && $Object.hasOwnProperty.call(message, "venue") && message.venue !== "")
                writer.uint32(10).string(message.venue);
            if (message.events != null && message.events.length)
                for (let i = 0; i < message.events.length; ++i)
                    $root.screener.MarketDataEvent.encode(message.events[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        MarketDataBatch.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.MarketDataBatch();
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
                        if (!(message.events && message.events.length))
                            message.events = [];
                        message.events.push($root.screener.MarketDataEvent.decode(reader, reader.size(), $undefined, _depth + 1));
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

        MarketDataBatch.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.MarketDataBatch";
        };

        return MarketDataBatch;
    })();

    screener.MarketDataEvent = (function() {

        const MarketDataEvent = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        MarketDataEvent.prototype.snapshot = null;
        MarketDataEvent.prototype.delta = null;
        MarketDataEvent.prototype.bestBidAsk = null;
        MarketDataEvent.prototype.bookLost = null;
        MarketDataEvent.prototype.instrument = null;
        MarketDataEvent.prototype.feedHeartbeat = null;
        MarketDataEvent.prototype.instrumentRejected = null;
        MarketDataEvent.prototype.executionCost = null;

        let $oneOfFields;

        $Object.defineProperty(MarketDataEvent.prototype, "event", {
            get: $util.oneOfGetter($oneOfFields = ["snapshot", "delta", "bestBidAsk", "bookLost", "instrument", "feedHeartbeat", "instrumentRejected", "executionCost"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        MarketDataEvent.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.snapshot != null && $Object.hasOwnProperty.call(message, "snapshot"))
                $root.screener.Snapshot.encode(message.snapshot, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.delta != null && $Object.hasOwnProperty.call(message, "delta"))
                $root.screener.Delta.encode(message.delta, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.bestBidAsk != null && $Object.hasOwnProperty.call(message, "bestBidAsk"))
                $root.screener.BestBidAsk.encode(message.bestBidAsk, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.bookLost != null && $Object.hasOwnProperty.call(message, "bookLost"))
                $root.screener.BookLost.encode(message.bookLost, writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message.instrument != null && $Object.hasOwnProperty.call(message, "instrument"))
                $root.screener.Instrument.encode(message.instrument, writer.uint32(42).fork(), _depth + 1).ldelim();
            if (message.feedHeartbeat != null && $Object.hasOwnProperty.call(message, "feedHeartbeat"))
                $root.screener.FeedHeartbeat.encode(message.feedHeartbeat, writer.uint32(50).fork(), _depth + 1).ldelim();
            if (message.instrumentRejected != null && $Object.hasOwnProperty.call(message, "instrumentRejected"))
                $root.screener.InstrumentRejected.encode(message.instrumentRejected, writer.uint32(58).fork(), _depth + 1).ldelim();
            if (message.executionCost != null && $Object.hasOwnProperty.call(message, "executionCost"))
                $root.screener.ExecutionCost.encode(message.executionCost, writer.uint32(66).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        MarketDataEvent.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.MarketDataEvent();
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
                        message.snapshot = $root.screener.Snapshot.decode(reader, reader.size(), $undefined, _depth + 1, message.snapshot);
                        message.event = "snapshot";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.delta = $root.screener.Delta.decode(reader, reader.size(), $undefined, _depth + 1, message.delta);
                        message.event = "delta";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.bestBidAsk = $root.screener.BestBidAsk.decode(reader, reader.size(), $undefined, _depth + 1, message.bestBidAsk);
                        message.event = "bestBidAsk";
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.bookLost = $root.screener.BookLost.decode(reader, reader.size(), $undefined, _depth + 1, message.bookLost);
                        message.event = "bookLost";
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        message.instrument = $root.screener.Instrument.decode(reader, reader.size(), $undefined, _depth + 1, message.instrument);
                        message.event = "instrument";
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        message.feedHeartbeat = $root.screener.FeedHeartbeat.decode(reader, reader.size(), $undefined, _depth + 1, message.feedHeartbeat);
                        message.event = "feedHeartbeat";
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        message.instrumentRejected = $root.screener.InstrumentRejected.decode(reader, reader.size(), $undefined, _depth + 1, message.instrumentRejected);
                        message.event = "instrumentRejected";
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        message.executionCost = $root.screener.ExecutionCost.decode(reader, reader.size(), $undefined, _depth + 1, message.executionCost);
                        message.event = "executionCost";
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

        MarketDataEvent.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.MarketDataEvent";
        };

        return MarketDataEvent;
    })();

    screener.Snapshot = (function() {

        const Snapshot = function (properties) {
            this.bidPrices = [];
            this.bidQuantities = [];
            this.askPrices = [];
            this.askQuantities = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Snapshot.prototype.symbol = "";
        Snapshot.prototype.session = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Snapshot.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Snapshot.prototype.bidPrices = $util.emptyArray;
        Snapshot.prototype.bidQuantities = $util.emptyArray;
        Snapshot.prototype.askPrices = $util.emptyArray;
        Snapshot.prototype.askQuantities = $util.emptyArray;
        Snapshot.prototype.exchangeTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Snapshot.prototype.receivedTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Snapshot.prototype.straddled = false;
        Snapshot.prototype.bidsTruncated = false;
        Snapshot.prototype.asksTruncated = false;
        Snapshot.prototype.depth = 0;
        Snapshot.prototype.checksum = null;
        Snapshot.prototype.origin = "";

        Snapshot.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(10).string(message.symbol);
            if (message.session != null && $Object.hasOwnProperty.call(message, "session") && (typeof message.session === "object" ? message.session.low || message.session.high : message.session !== 0))
                writer.uint32(16).uint64(message.session);
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                writer.uint32(24).uint64(message.sequence);
            if (message.bidPrices != null && message.bidPrices.length)
                writer.uint32(34).doubles(message.bidPrices);
            if (message.bidQuantities != null && message.bidQuantities.length)
                writer.uint32(42).doubles(message.bidQuantities);
            if (message.askPrices != null && message.askPrices.length)
                writer.uint32(50).doubles(message.askPrices);
            if (message.askQuantities != null && message.askQuantities.length)
                writer.uint32(58).doubles(message.askQuantities);
            if (message.exchangeTimeMs != null && $Object.hasOwnProperty.call(message, "exchangeTimeMs") && (typeof message.exchangeTimeMs === "object" ? message.exchangeTimeMs.low || message.exchangeTimeMs.high : message.exchangeTimeMs !== 0))
                writer.uint32(64).uint64(message.exchangeTimeMs);
            if (message.receivedTimeUs != null && $Object.hasOwnProperty.call(message, "receivedTimeUs") && (typeof message.receivedTimeUs === "object" ? message.receivedTimeUs.low || message.receivedTimeUs.high : message.receivedTimeUs !== 0))
                writer.uint32(72).uint64(message.receivedTimeUs);
            if (message.straddled != null && $Object.hasOwnProperty.call(message, "straddled") && message.straddled !== false)
                writer.uint32(80).bool(message.straddled);
            if (message.bidsTruncated != null && $Object.hasOwnProperty.call(message, "bidsTruncated") && message.bidsTruncated !== false)
                writer.uint32(88).bool(message.bidsTruncated);
            if (message.asksTruncated != null && $Object.hasOwnProperty.call(message, "asksTruncated") && message.asksTruncated !== false)
                writer.uint32(96).bool(message.asksTruncated);
            if (message.depth != null && $Object.hasOwnProperty.call(message, "depth") && message.depth !== 0)
                writer.uint32(104).uint32(message.depth);
            if (message.checksum != null && $Object.hasOwnProperty.call(message, "checksum"))
                $root.screener.Checksum.encode(message.checksum, writer.uint32(114).fork(), _depth + 1).ldelim();
            if (message.origin != null && $Object.hasOwnProperty.call(message, "origin") && message.origin !== "")
                writer.uint32(122).string(message.origin);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Snapshot.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.Snapshot();
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
                            message.symbol = value;
                        else
                            delete message.symbol;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.session = value;
                        else
                            delete message.session;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sequence = value;
                        else
                            delete message.sequence;
                        continue;
                    }
                case 4: {
                        if (wireType === 2) {
                            if (!(message.bidPrices && message.bidPrices.length))
                                message.bidPrices = [];
                            reader.doubles(message.bidPrices);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.bidPrices && message.bidPrices.length))
                            message.bidPrices = [];
                        message.bidPrices.push(reader.double());
                        continue;
                    }
                case 5: {
                        if (wireType === 2) {
                            if (!(message.bidQuantities && message.bidQuantities.length))
                                message.bidQuantities = [];
                            reader.doubles(message.bidQuantities);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.bidQuantities && message.bidQuantities.length))
                            message.bidQuantities = [];
                        message.bidQuantities.push(reader.double());
                        continue;
                    }
                case 6: {
                        if (wireType === 2) {
                            if (!(message.askPrices && message.askPrices.length))
                                message.askPrices = [];
                            reader.doubles(message.askPrices);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.askPrices && message.askPrices.length))
                            message.askPrices = [];
                        message.askPrices.push(reader.double());
                        continue;
                    }
                case 7: {
                        if (wireType === 2) {
                            if (!(message.askQuantities && message.askQuantities.length))
                                message.askQuantities = [];
                            reader.doubles(message.askQuantities);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.askQuantities && message.askQuantities.length))
                            message.askQuantities = [];
                        message.askQuantities.push(reader.double());
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.exchangeTimeMs = value;
                        else
                            delete message.exchangeTimeMs;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.receivedTimeUs = value;
                        else
                            delete message.receivedTimeUs;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.straddled = value;
                        else
                            delete message.straddled;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.bidsTruncated = value;
                        else
                            delete message.bidsTruncated;
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.asksTruncated = value;
                        else
                            delete message.asksTruncated;
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.depth = value;
                        else
                            delete message.depth;
                        continue;
                    }
                case 14: {
                        if (wireType !== 2)
                            break;
                        message.checksum = $root.screener.Checksum.decode(reader, reader.size(), $undefined, _depth + 1, message.checksum);
                        continue;
                    }
                case 15: {
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

        Snapshot.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.Snapshot";
        };

        return Snapshot;
    })();

    screener.Delta = (function() {

        const Delta = function (properties) {
            this.bidPrices = [];
            this.bidQuantities = [];
            this.askPrices = [];
            this.askQuantities = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Delta.prototype.symbol = "";
        Delta.prototype.session = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Delta.prototype.previous = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Delta.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Delta.prototype.bidPrices = $util.emptyArray;
        Delta.prototype.bidQuantities = $util.emptyArray;
        Delta.prototype.askPrices = $util.emptyArray;
        Delta.prototype.askQuantities = $util.emptyArray;
        Delta.prototype.exchangeTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Delta.prototype.receivedTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Delta.prototype.resets = false;
        Delta.prototype.checksum = null;

        Delta.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(10).string(message.symbol);
            if (message.session != null && $Object.hasOwnProperty.call(message, "session") && (typeof message.session === "object" ? message.session.low || message.session.high : message.session !== 0))
                writer.uint32(16).uint64(message.session);
            if (message.previous != null && $Object.hasOwnProperty.call(message, "previous") && (typeof message.previous === "object" ? message.previous.low || message.previous.high : message.previous !== 0))
                writer.uint32(24).uint64(message.previous);
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                writer.uint32(32).uint64(message.sequence);
            if (message.bidPrices != null && message.bidPrices.length)
                writer.uint32(42).doubles(message.bidPrices);
            if (message.bidQuantities != null && message.bidQuantities.length)
                writer.uint32(50).doubles(message.bidQuantities);
            if (message.askPrices != null && message.askPrices.length)
                writer.uint32(58).doubles(message.askPrices);
            if (message.askQuantities != null && message.askQuantities.length)
                writer.uint32(66).doubles(message.askQuantities);
            if (message.exchangeTimeMs != null && $Object.hasOwnProperty.call(message, "exchangeTimeMs") && (typeof message.exchangeTimeMs === "object" ? message.exchangeTimeMs.low || message.exchangeTimeMs.high : message.exchangeTimeMs !== 0))
                writer.uint32(72).uint64(message.exchangeTimeMs);
            if (message.receivedTimeUs != null && $Object.hasOwnProperty.call(message, "receivedTimeUs") && (typeof message.receivedTimeUs === "object" ? message.receivedTimeUs.low || message.receivedTimeUs.high : message.receivedTimeUs !== 0))
                writer.uint32(80).uint64(message.receivedTimeUs);
            if (message.resets != null && $Object.hasOwnProperty.call(message, "resets") && message.resets !== false)
                writer.uint32(88).bool(message.resets);
            if (message.checksum != null && $Object.hasOwnProperty.call(message, "checksum"))
                $root.screener.Checksum.encode(message.checksum, writer.uint32(98).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Delta.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.Delta();
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
                            message.symbol = value;
                        else
                            delete message.symbol;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.session = value;
                        else
                            delete message.session;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.previous = value;
                        else
                            delete message.previous;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sequence = value;
                        else
                            delete message.sequence;
                        continue;
                    }
                case 5: {
                        if (wireType === 2) {
                            if (!(message.bidPrices && message.bidPrices.length))
                                message.bidPrices = [];
                            reader.doubles(message.bidPrices);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.bidPrices && message.bidPrices.length))
                            message.bidPrices = [];
                        message.bidPrices.push(reader.double());
                        continue;
                    }
                case 6: {
                        if (wireType === 2) {
                            if (!(message.bidQuantities && message.bidQuantities.length))
                                message.bidQuantities = [];
                            reader.doubles(message.bidQuantities);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.bidQuantities && message.bidQuantities.length))
                            message.bidQuantities = [];
                        message.bidQuantities.push(reader.double());
                        continue;
                    }
                case 7: {
                        if (wireType === 2) {
                            if (!(message.askPrices && message.askPrices.length))
                                message.askPrices = [];
                            reader.doubles(message.askPrices);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.askPrices && message.askPrices.length))
                            message.askPrices = [];
                        message.askPrices.push(reader.double());
                        continue;
                    }
                case 8: {
                        if (wireType === 2) {
                            if (!(message.askQuantities && message.askQuantities.length))
                                message.askQuantities = [];
                            reader.doubles(message.askQuantities);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.askQuantities && message.askQuantities.length))
                            message.askQuantities = [];
                        message.askQuantities.push(reader.double());
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.exchangeTimeMs = value;
                        else
                            delete message.exchangeTimeMs;
                        continue;
                    }
                case 10: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.receivedTimeUs = value;
                        else
                            delete message.receivedTimeUs;
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.resets = value;
                        else
                            delete message.resets;
                        continue;
                    }
                case 12: {
                        if (wireType !== 2)
                            break;
                        message.checksum = $root.screener.Checksum.decode(reader, reader.size(), $undefined, _depth + 1, message.checksum);
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

        Delta.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.Delta";
        };

        return Delta;
    })();

    screener.Checksum = (function() {

        const Checksum = function (properties) {
            this.bidDigits = [];
            this.askDigits = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Checksum.prototype.recipe = "";
        Checksum.prototype.value = 0;
        Checksum.prototype.bidDigits = $util.emptyArray;
        Checksum.prototype.askDigits = $util.emptyArray;

        Checksum.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.recipe != null && $Object.hasOwnProperty.call(message, "recipe") && message.recipe !== "")
                writer.uint32(10).string(message.recipe);
            if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== 0)
                writer.uint32(16).uint32(message.value);
            if (message.bidDigits != null && message.bidDigits.length)
                for (let i = 0; i < message.bidDigits.length; ++i)
                    writer.uint32(26).string(message.bidDigits[i]);
            if (message.askDigits != null && message.askDigits.length)
                for (let i = 0; i < message.askDigits.length; ++i)
                    writer.uint32(34).string(message.askDigits[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Checksum.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.Checksum();
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
                            message.recipe = value;
                        else
                            delete message.recipe;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.value = value;
                        else
                            delete message.value;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.bidDigits && message.bidDigits.length))
                            message.bidDigits = [];
                        message.bidDigits.push(reader.stringVerify());
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.askDigits && message.askDigits.length))
                            message.askDigits = [];
                        message.askDigits.push(reader.stringVerify());
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

        Checksum.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.Checksum";
        };

        return Checksum;
    })();

    screener.BestBidAsk = (function() {

        const BestBidAsk = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        BestBidAsk.prototype.symbol = "";
        BestBidAsk.prototype.bidPrice = 0;
        BestBidAsk.prototype.bidQuantity = 0;
        BestBidAsk.prototype.askPrice = 0;
        BestBidAsk.prototype.askQuantity = 0;
        BestBidAsk.prototype.exchangeTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        BestBidAsk.prototype.receivedTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        BestBidAsk.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(10).string(message.symbol);
            if (message.bidPrice != null && $Object.hasOwnProperty.call(message, "bidPrice") && !$Object.is(message.bidPrice, 0))
                writer.uint32(17).double(message.bidPrice);
            if (message.bidQuantity != null && $Object.hasOwnProperty.call(message, "bidQuantity") && !$Object.is(message.bidQuantity, 0))
                writer.uint32(25).double(message.bidQuantity);
            if (message.askPrice != null && $Object.hasOwnProperty.call(message, "askPrice") && !$Object.is(message.askPrice, 0))
                writer.uint32(33).double(message.askPrice);
            if (message.askQuantity != null && $Object.hasOwnProperty.call(message, "askQuantity") && !$Object.is(message.askQuantity, 0))
                writer.uint32(41).double(message.askQuantity);
            if (message.exchangeTimeMs != null && $Object.hasOwnProperty.call(message, "exchangeTimeMs") && (typeof message.exchangeTimeMs === "object" ? message.exchangeTimeMs.low || message.exchangeTimeMs.high : message.exchangeTimeMs !== 0))
                writer.uint32(48).uint64(message.exchangeTimeMs);
            if (message.receivedTimeUs != null && $Object.hasOwnProperty.call(message, "receivedTimeUs") && (typeof message.receivedTimeUs === "object" ? message.receivedTimeUs.low || message.receivedTimeUs.high : message.receivedTimeUs !== 0))
                writer.uint32(56).uint64(message.receivedTimeUs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        BestBidAsk.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.BestBidAsk();
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
                            message.symbol = value;
                        else
                            delete message.symbol;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.bidPrice = value;
                        else
                            delete message.bidPrice;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.bidQuantity = value;
                        else
                            delete message.bidQuantity;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.askPrice = value;
                        else
                            delete message.askPrice;
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.askQuantity = value;
                        else
                            delete message.askQuantity;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.exchangeTimeMs = value;
                        else
                            delete message.exchangeTimeMs;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.receivedTimeUs = value;
                        else
                            delete message.receivedTimeUs;
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

        BestBidAsk.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.BestBidAsk";
        };

        return BestBidAsk;
    })();

    screener.BookLost = (function() {

        const BookLost = function (properties) {
            this.symbols = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        BookLost.prototype.symbols = $util.emptyArray;
        BookLost.prototype.reason = "";
        BookLost.prototype.atUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        BookLost.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.symbols != null && message.symbols.length)
                for (let i = 0; i < message.symbols.length; ++i)
                    writer.uint32(10).string(message.symbols[i]);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(18).string(message.reason);
            if (message.atUs != null && $Object.hasOwnProperty.call(message, "atUs") && (typeof message.atUs === "object" ? message.atUs.low || message.atUs.high : message.atUs !== 0))
                writer.uint32(24).uint64(message.atUs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        BookLost.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.BookLost();
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
                        if (!(message.symbols && message.symbols.length))
                            message.symbols = [];
                        message.symbols.push(reader.stringVerify());
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
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.atUs = value;
                        else
                            delete message.atUs;
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

        BookLost.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.BookLost";
        };

        return BookLost;
    })();

    screener.Instrument = (function() {

        const Instrument = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Instrument.prototype.symbol = "";
        Instrument.prototype.nativeSymbol = "";
        Instrument.prototype.base = "";
        Instrument.prototype.quote = "";
        Instrument.prototype.priceTick = 0;
        Instrument.prototype.quantityStep = 0;
        Instrument.prototype.minQuantity = 0;
        Instrument.prototype.minNotional = 0;
        Instrument.prototype.trading = false;

        Instrument.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(10).string(message.symbol);
            if (message.nativeSymbol != null && $Object.hasOwnProperty.call(message, "nativeSymbol") && message.nativeSymbol !== "")
                writer.uint32(18).string(message.nativeSymbol);
            if (message.base != null && $Object.hasOwnProperty.call(message, "base") && message.base !== "")
                writer.uint32(26).string(message.base);
            if (message.quote != null && $Object.hasOwnProperty.call(message, "quote") && message.quote !== "")
                writer.uint32(34).string(message.quote);
            if (message.priceTick != null && $Object.hasOwnProperty.call(message, "priceTick") && !$Object.is(message.priceTick, 0))
                writer.uint32(41).double(message.priceTick);
            if (message.quantityStep != null && $Object.hasOwnProperty.call(message, "quantityStep") && !$Object.is(message.quantityStep, 0))
                writer.uint32(49).double(message.quantityStep);
            if (message.minQuantity != null && $Object.hasOwnProperty.call(message, "minQuantity") && !$Object.is(message.minQuantity, 0))
                writer.uint32(57).double(message.minQuantity);
            if (message.minNotional != null && $Object.hasOwnProperty.call(message, "minNotional") && !$Object.is(message.minNotional, 0))
                writer.uint32(65).double(message.minNotional);
            if (message.trading != null && $Object.hasOwnProperty.call(message, "trading") && message.trading !== false)
                writer.uint32(72).bool(message.trading);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Instrument.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.Instrument();
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
                            message.symbol = value;
                        else
                            delete message.symbol;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.nativeSymbol = value;
                        else
                            delete message.nativeSymbol;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.base = value;
                        else
                            delete message.base;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.quote = value;
                        else
                            delete message.quote;
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.priceTick = value;
                        else
                            delete message.priceTick;
                        continue;
                    }
                case 6: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.quantityStep = value;
                        else
                            delete message.quantityStep;
                        continue;
                    }
                case 7: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.minQuantity = value;
                        else
                            delete message.minQuantity;
                        continue;
                    }
                case 8: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.minNotional = value;
                        else
                            delete message.minNotional;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.trading = value;
                        else
                            delete message.trading;
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

        Instrument.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.Instrument";
        };

        return Instrument;
    })();

    screener.ExecutionCost = (function() {

        const ExecutionCost = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ExecutionCost.prototype.symbol = "";
        ExecutionCost.prototype.asset = "";
        ExecutionCost.prototype.buy = 0;
        ExecutionCost.prototype.sell = 0;
        ExecutionCost.prototype.atUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        ExecutionCost.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(10).string(message.symbol);
            if (message.asset != null && $Object.hasOwnProperty.call(message, "asset") && message.asset !== "")
                writer.uint32(18).string(message.asset);
            if (message.buy != null && $Object.hasOwnProperty.call(message, "buy") && !$Object.is(message.buy, 0))
                writer.uint32(25).double(message.buy);
            if (message.sell != null && $Object.hasOwnProperty.call(message, "sell") && !$Object.is(message.sell, 0))
                writer.uint32(33).double(message.sell);
            if (message.atUs != null && $Object.hasOwnProperty.call(message, "atUs") && (typeof message.atUs === "object" ? message.atUs.low || message.atUs.high : message.atUs !== 0))
                writer.uint32(40).uint64(message.atUs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ExecutionCost.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.ExecutionCost();
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
                            message.symbol = value;
                        else
                            delete message.symbol;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.asset = value;
                        else
                            delete message.asset;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.buy = value;
                        else
                            delete message.buy;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.sell = value;
                        else
                            delete message.sell;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.atUs = value;
                        else
                            delete message.atUs;
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

        ExecutionCost.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.ExecutionCost";
        };

        return ExecutionCost;
    })();

    screener.InstrumentRejected = (function() {

        const InstrumentRejected = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        InstrumentRejected.prototype.symbol = "";
        InstrumentRejected.prototype.reason = "";

        InstrumentRejected.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(10).string(message.symbol);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(18).string(message.reason);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        InstrumentRejected.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.InstrumentRejected();
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
                            message.symbol = value;
                        else
                            delete message.symbol;
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

        InstrumentRejected.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.InstrumentRejected";
        };

        return InstrumentRejected;
    })();

    screener.FeedHeartbeat = (function() {

        const FeedHeartbeat = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        FeedHeartbeat.prototype.atUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        FeedHeartbeat.prototype.lastDataTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        FeedHeartbeat.prototype.connected = false;

        FeedHeartbeat.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.atUs != null && $Object.hasOwnProperty.call(message, "atUs") && (typeof message.atUs === "object" ? message.atUs.low || message.atUs.high : message.atUs !== 0))
                writer.uint32(8).uint64(message.atUs);
            if (message.lastDataTimeUs != null && $Object.hasOwnProperty.call(message, "lastDataTimeUs") && (typeof message.lastDataTimeUs === "object" ? message.lastDataTimeUs.low || message.lastDataTimeUs.high : message.lastDataTimeUs !== 0))
                writer.uint32(16).uint64(message.lastDataTimeUs);
            if (message.connected != null && $Object.hasOwnProperty.call(message, "connected") && message.connected !== false)
                writer.uint32(24).bool(message.connected);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        FeedHeartbeat.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.FeedHeartbeat();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.atUs = value;
                        else
                            delete message.atUs;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.lastDataTimeUs = value;
                        else
                            delete message.lastDataTimeUs;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.connected = value;
                        else
                            delete message.connected;
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

        FeedHeartbeat.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.FeedHeartbeat";
        };

        return FeedHeartbeat;
    })();

    screener.BookViewBatch = (function() {

        const BookViewBatch = function (properties) {
            this.views = [];
            this.proofs = [];
            this.tops = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        BookViewBatch.prototype.views = $util.emptyArray;
        BookViewBatch.prototype.proofs = $util.emptyArray;
        BookViewBatch.prototype.tops = $util.emptyArray;

        BookViewBatch.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.views != null && message.views.length)
                for (let i = 0; i < message.views.length; ++i)
                    $root.screener.BookView.encode(message.views[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.proofs != null && message.proofs.length)
                for (let i = 0; i < message.proofs.length; ++i)
                    $root.screener.VenueProof.encode(message.proofs[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.tops != null && message.tops.length)
                for (let i = 0; i < message.tops.length; ++i)
                    $root.screener.TopView.encode(message.tops[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        BookViewBatch.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.BookViewBatch();
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
                        if (!(message.views && message.views.length))
                            message.views = [];
                        message.views.push($root.screener.BookView.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.proofs && message.proofs.length))
                            message.proofs = [];
                        message.proofs.push($root.screener.VenueProof.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.tops && message.tops.length))
                            message.tops = [];
                        message.tops.push($root.screener.TopView.decode(reader, reader.size(), $undefined, _depth + 1));
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

        BookViewBatch.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.BookViewBatch";
        };

        return BookViewBatch;
    })();

    screener.BookStatus = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "BOOK_STATUS_DOWN"] = 0;
        values[valuesById[1] = "BOOK_STATUS_SYNCING"] = 1;
        values[valuesById[2] = "BOOK_STATUS_LIVE"] = 2;
        values[valuesById[3] = "BOOK_STATUS_SUSPECT"] = 3;
        return values;
    })();

    screener.BookView = (function() {

        const BookView = function (properties) {
            this.bidPrices = [];
            this.bidQuantities = [];
            this.askPrices = [];
            this.askQuantities = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        BookView.prototype.venue = "";
        BookView.prototype.symbol = "";
        BookView.prototype.status = 0;
        BookView.prototype.reason = "";
        BookView.prototype.session = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        BookView.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        BookView.prototype.bidPrices = $util.emptyArray;
        BookView.prototype.bidQuantities = $util.emptyArray;
        BookView.prototype.askPrices = $util.emptyArray;
        BookView.prototype.askQuantities = $util.emptyArray;
        BookView.prototype.exchangeTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        BookView.prototype.receivedTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        BookView.prototype.proofTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        BookView.prototype.syncedTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        BookView.prototype.base = "";
        BookView.prototype.quote = "";
        BookView.prototype.priceTick = 0;
        BookView.prototype.quantityStep = 0;
        BookView.prototype.minQuantity = 0;
        BookView.prototype.minNotional = 0;
        BookView.prototype.origin = "";
        BookView.prototype.costAsset = "";
        BookView.prototype.buyCost = 0;
        BookView.prototype.sellCost = 0;

        BookView.encode = function (message, writer, _depth) {
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
            if (message.status != null && $Object.hasOwnProperty.call(message, "status") && message.status !== 0)
                writer.uint32(24).int32(message.status);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(34).string(message.reason);
            if (message.session != null && $Object.hasOwnProperty.call(message, "session") && (typeof message.session === "object" ? message.session.low || message.session.high : message.session !== 0))
                writer.uint32(40).uint64(message.session);
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                writer.uint32(48).uint64(message.sequence);
            if (message.bidPrices != null && message.bidPrices.length)
                writer.uint32(58).doubles(message.bidPrices);
            if (message.bidQuantities != null && message.bidQuantities.length)
                writer.uint32(66).doubles(message.bidQuantities);
            if (message.askPrices != null && message.askPrices.length)
                writer.uint32(74).doubles(message.askPrices);
            if (message.askQuantities != null && message.askQuantities.length)
                writer.uint32(82).doubles(message.askQuantities);
            if (message.exchangeTimeMs != null && $Object.hasOwnProperty.call(message, "exchangeTimeMs") && (typeof message.exchangeTimeMs === "object" ? message.exchangeTimeMs.low || message.exchangeTimeMs.high : message.exchangeTimeMs !== 0))
                writer.uint32(88).uint64(message.exchangeTimeMs);
            if (message.receivedTimeUs != null && $Object.hasOwnProperty.call(message, "receivedTimeUs") && (typeof message.receivedTimeUs === "object" ? message.receivedTimeUs.low || message.receivedTimeUs.high : message.receivedTimeUs !== 0))
                writer.uint32(96).uint64(message.receivedTimeUs);
            if (message.proofTimeUs != null && $Object.hasOwnProperty.call(message, "proofTimeUs") && (typeof message.proofTimeUs === "object" ? message.proofTimeUs.low || message.proofTimeUs.high : message.proofTimeUs !== 0))
                writer.uint32(104).uint64(message.proofTimeUs);
            if (message.syncedTimeUs != null && $Object.hasOwnProperty.call(message, "syncedTimeUs") && (typeof message.syncedTimeUs === "object" ? message.syncedTimeUs.low || message.syncedTimeUs.high : message.syncedTimeUs !== 0))
                writer.uint32(112).uint64(message.syncedTimeUs);
            if (message.base != null && $Object.hasOwnProperty.call(message, "base") && message.base !== "")
                writer.uint32(122).string(message.base);
            if (message.quote != null && $Object.hasOwnProperty.call(message, "quote") && message.quote !== "")
                writer.uint32(130).string(message.quote);
            if (message.priceTick != null && $Object.hasOwnProperty.call(message, "priceTick") && !$Object.is(message.priceTick, 0))
                writer.uint32(137).double(message.priceTick);
            if (message.quantityStep != null && $Object.hasOwnProperty.call(message, "quantityStep") && !$Object.is(message.quantityStep, 0))
                writer.uint32(145).double(message.quantityStep);
            if (message.minQuantity != null && $Object.hasOwnProperty.call(message, "minQuantity") && !$Object.is(message.minQuantity, 0))
                writer.uint32(153).double(message.minQuantity);
            if (message.minNotional != null && $Object.hasOwnProperty.call(message, "minNotional") && !$Object.is(message.minNotional, 0))
                writer.uint32(161).double(message.minNotional);
            if (message.origin != null && $Object.hasOwnProperty.call(message, "origin") && message.origin !== "")
                writer.uint32(170).string(message.origin);
            if (message.costAsset != null && $Object.hasOwnProperty.call(message, "costAsset") && message.costAsset !== "")
                writer.uint32(178).string(message.costAsset);
            if (message.buyCost != null && $Object.hasOwnProperty.call(message, "buyCost") && !$Object.is(message.buyCost, 0))
                writer.uint32(185).double(message.buyCost);
            if (message.sellCost != null && $Object.hasOwnProperty.call(message, "sellCost") && !$Object.is(message.sellCost, 0))
                writer.uint32(193).double(message.sellCost);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        BookView.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.BookView();
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
                        if (wireType !== 0)
                            break;
                        if (value = reader.int32())
                            message.status = value;
                        else
                            delete message.status;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.reason = value;
                        else
                            delete message.reason;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.session = value;
                        else
                            delete message.session;
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sequence = value;
                        else
                            delete message.sequence;
                        continue;
                    }
                case 7: {
                        if (wireType === 2) {
                            if (!(message.bidPrices && message.bidPrices.length))
                                message.bidPrices = [];
                            reader.doubles(message.bidPrices);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.bidPrices && message.bidPrices.length))
                            message.bidPrices = [];
                        message.bidPrices.push(reader.double());
                        continue;
                    }
                case 8: {
                        if (wireType === 2) {
                            if (!(message.bidQuantities && message.bidQuantities.length))
                                message.bidQuantities = [];
                            reader.doubles(message.bidQuantities);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.bidQuantities && message.bidQuantities.length))
                            message.bidQuantities = [];
                        message.bidQuantities.push(reader.double());
                        continue;
                    }
                case 9: {
                        if (wireType === 2) {
                            if (!(message.askPrices && message.askPrices.length))
                                message.askPrices = [];
                            reader.doubles(message.askPrices);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.askPrices && message.askPrices.length))
                            message.askPrices = [];
                        message.askPrices.push(reader.double());
                        continue;
                    }
                case 10: {
                        if (wireType === 2) {
                            if (!(message.askQuantities && message.askQuantities.length))
                                message.askQuantities = [];
                            reader.doubles(message.askQuantities);
                            continue;
                        }
                        if (wireType !== 1)
                            break;
                        if (!(message.askQuantities && message.askQuantities.length))
                            message.askQuantities = [];
                        message.askQuantities.push(reader.double());
                        continue;
                    }
                case 11: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.exchangeTimeMs = value;
                        else
                            delete message.exchangeTimeMs;
                        continue;
                    }
                case 12: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.receivedTimeUs = value;
                        else
                            delete message.receivedTimeUs;
                        continue;
                    }
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.proofTimeUs = value;
                        else
                            delete message.proofTimeUs;
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.syncedTimeUs = value;
                        else
                            delete message.syncedTimeUs;
                        continue;
                    }
                case 15: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.base = value;
                        else
                            delete message.base;
                        continue;
                    }
                case 16: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.quote = value;
                        else
                            delete message.quote;
                        continue;
                    }
                case 17: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.priceTick = value;
                        else
                            delete message.priceTick;
                        continue;
                    }
                case 18: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.quantityStep = value;
                        else
                            delete message.quantityStep;
                        continue;
                    }
                case 19: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.minQuantity = value;
                        else
                            delete message.minQuantity;
                        continue;
                    }
                case 20: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.minNotional = value;
                        else
                            delete message.minNotional;
                        continue;
                    }
                case 21: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.origin = value;
                        else
                            delete message.origin;
                        continue;
                    }
                case 22: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.costAsset = value;
                        else
                            delete message.costAsset;
                        continue;
                    }
                case 23: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.buyCost = value;
                        else
                            delete message.buyCost;
                        continue;
                    }
                case 24: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.sellCost = value;
                        else
                            delete message.sellCost;
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

        BookView.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.BookView";
        };

        return BookView;
    })();

    screener.VenueProof = (function() {

        const VenueProof = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        VenueProof.prototype.venue = "";
        VenueProof.prototype.proofTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        VenueProof.prototype.connected = false;

        VenueProof.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.venue != null && $Object.hasOwnProperty.call(message, "venue") && message.venue !== "")
                writer.uint32(10).string(message.venue);
            if (message.proofTimeUs != null && $Object.hasOwnProperty.call(message, "proofTimeUs") && (typeof message.proofTimeUs === "object" ? message.proofTimeUs.low || message.proofTimeUs.high : message.proofTimeUs !== 0))
                writer.uint32(16).uint64(message.proofTimeUs);
            if (message.connected != null && $Object.hasOwnProperty.call(message, "connected") && message.connected !== false)
                writer.uint32(24).bool(message.connected);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        VenueProof.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.VenueProof();
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
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.proofTimeUs = value;
                        else
                            delete message.proofTimeUs;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.connected = value;
                        else
                            delete message.connected;
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

        VenueProof.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.VenueProof";
        };

        return VenueProof;
    })();

    screener.TopView = (function() {

        const TopView = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        TopView.prototype.venue = "";
        TopView.prototype.symbol = "";
        TopView.prototype.bidPrice = 0;
        TopView.prototype.bidQuantity = 0;
        TopView.prototype.askPrice = 0;
        TopView.prototype.askQuantity = 0;
        TopView.prototype.receivedTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        TopView.encode = function (message, writer, _depth) {
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
            if (message.bidPrice != null && $Object.hasOwnProperty.call(message, "bidPrice") && !$Object.is(message.bidPrice, 0))
                writer.uint32(25).double(message.bidPrice);
            if (message.bidQuantity != null && $Object.hasOwnProperty.call(message, "bidQuantity") && !$Object.is(message.bidQuantity, 0))
                writer.uint32(33).double(message.bidQuantity);
            if (message.askPrice != null && $Object.hasOwnProperty.call(message, "askPrice") && !$Object.is(message.askPrice, 0))
                writer.uint32(41).double(message.askPrice);
            if (message.askQuantity != null && $Object.hasOwnProperty.call(message, "askQuantity") && !$Object.is(message.askQuantity, 0))
                writer.uint32(49).double(message.askQuantity);
            if (message.receivedTimeUs != null && $Object.hasOwnProperty.call(message, "receivedTimeUs") && (typeof message.receivedTimeUs === "object" ? message.receivedTimeUs.low || message.receivedTimeUs.high : message.receivedTimeUs !== 0))
                writer.uint32(56).uint64(message.receivedTimeUs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        TopView.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.TopView();
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
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.bidPrice = value;
                        else
                            delete message.bidPrice;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.bidQuantity = value;
                        else
                            delete message.bidQuantity;
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.askPrice = value;
                        else
                            delete message.askPrice;
                        continue;
                    }
                case 6: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.askQuantity = value;
                        else
                            delete message.askQuantity;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.receivedTimeUs = value;
                        else
                            delete message.receivedTimeUs;
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

        TopView.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.TopView";
        };

        return TopView;
    })();

    screener.OpportunityBatch = (function() {

        const OpportunityBatch = function (properties) {
            this.events = [];
            this.survivals = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        OpportunityBatch.prototype.events = $util.emptyArray;
        OpportunityBatch.prototype.keyframe = false;
        OpportunityBatch.prototype.atUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        OpportunityBatch.prototype.survivals = $util.emptyArray;

        OpportunityBatch.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.events != null && message.events.length)
                for (let i = 0; i < message.events.length; ++i)
                    $root.screener.OpportunityEvent.encode(message.events[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.keyframe != null && $Object.hasOwnProperty.call(message, "keyframe") && message.keyframe !== false)
                writer.uint32(16).bool(message.keyframe);
            if (message.atUs != null && $Object.hasOwnProperty.call(message, "atUs") && (typeof message.atUs === "object" ? message.atUs.low || message.atUs.high : message.atUs !== 0))
                writer.uint32(24).uint64(message.atUs);
            if (message.survivals != null && message.survivals.length)
                for (let i = 0; i < message.survivals.length; ++i)
                    $root.screener.Survival.encode(message.survivals[i], writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        OpportunityBatch.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.OpportunityBatch();
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
                        if (!(message.events && message.events.length))
                            message.events = [];
                        message.events.push($root.screener.OpportunityEvent.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.keyframe = value;
                        else
                            delete message.keyframe;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.atUs = value;
                        else
                            delete message.atUs;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (!(message.survivals && message.survivals.length))
                            message.survivals = [];
                        message.survivals.push($root.screener.Survival.decode(reader, reader.size(), $undefined, _depth + 1));
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

        OpportunityBatch.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.OpportunityBatch";
        };

        return OpportunityBatch;
    })();

    screener.OpportunityPhase = (function() {
        const valuesById = $Object.create(null), values = $Object.create(valuesById);
        values[valuesById[0] = "OPPORTUNITY_PHASE_OPENED"] = 0;
        values[valuesById[1] = "OPPORTUNITY_PHASE_UPDATED"] = 1;
        values[valuesById[2] = "OPPORTUNITY_PHASE_CLOSED"] = 2;
        return values;
    })();

    screener.OpportunityEvent = (function() {

        const OpportunityEvent = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        OpportunityEvent.prototype.phase = 0;
        OpportunityEvent.prototype.opportunity = null;
        OpportunityEvent.prototype.closeReason = "";
        OpportunityEvent.prototype.receipt = null;

        OpportunityEvent.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.phase != null && $Object.hasOwnProperty.call(message, "phase") && message.phase !== 0)
                writer.uint32(8).int32(message.phase);
            if (message.opportunity != null && $Object.hasOwnProperty.call(message, "opportunity"))
                $root.screener.Opportunity.encode(message.opportunity, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.closeReason != null && $Object.hasOwnProperty.call(message, "closeReason") && message.closeReason !== "")
                writer.uint32(26).string(message.closeReason);
            if (message.receipt != null && $Object.hasOwnProperty.call(message, "receipt"))
                $root.screener.Receipt.encode(message.receipt, writer.uint32(34).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        OpportunityEvent.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.OpportunityEvent();
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
                        if (value = reader.int32())
                            message.phase = value;
                        else
                            delete message.phase;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.opportunity = $root.screener.Opportunity.decode(reader, reader.size(), $undefined, _depth + 1, message.opportunity);
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.closeReason = value;
                        else
                            delete message.closeReason;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        message.receipt = $root.screener.Receipt.decode(reader, reader.size(), $undefined, _depth + 1, message.receipt);
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

        OpportunityEvent.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.OpportunityEvent";
        };

        return OpportunityEvent;
    })();

    screener.Receipt = (function() {

        const Receipt = function (properties) {
            this.legs = [];
            this.rates = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Receipt.prototype.codeVersion = "";
        Receipt.prototype.legs = $util.emptyArray;
        Receipt.prototype.rates = $util.emptyArray;
        Receipt.prototype.digest = "";

        Receipt.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.codeVersion != null && $Object.hasOwnProperty.call(message, "codeVersion") && message.codeVersion !== "")
                writer.uint32(10).string(message.codeVersion);
            if (message.legs != null && message.legs.length)
                for (let i = 0; i < message.legs.length; ++i)
                    $root.screener.LegRules.encode(message.legs[i], writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.rates != null && message.rates.length)
                for (let i = 0; i < message.rates.length; ++i)
                    $root.screener.CostRate.encode(message.rates[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.digest != null && $Object.hasOwnProperty.call(message, "digest") && message.digest !== "")
                writer.uint32(34).string(message.digest);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Receipt.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.Receipt();
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
                            message.codeVersion = value;
                        else
                            delete message.codeVersion;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.legs && message.legs.length))
                            message.legs = [];
                        message.legs.push($root.screener.LegRules.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.rates && message.rates.length))
                            message.rates = [];
                        message.rates.push($root.screener.CostRate.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.digest = value;
                        else
                            delete message.digest;
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

        Receipt.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.Receipt";
        };

        return Receipt;
    })();

    screener.LegRules = (function() {

        const LegRules = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        LegRules.prototype.quantityStep = 0;
        LegRules.prototype.minQuantity = 0;
        LegRules.prototype.minNotional = 0;
        LegRules.prototype.feeSchedule = "";
        LegRules.prototype.feeAsset = "";
        LegRules.prototype.unitFactor = 0;
        LegRules.prototype.nativeBase = "";
        LegRules.prototype.nativeQuote = "";

        LegRules.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.quantityStep != null && $Object.hasOwnProperty.call(message, "quantityStep") && !$Object.is(message.quantityStep, 0))
                writer.uint32(9).double(message.quantityStep);
            if (message.minQuantity != null && $Object.hasOwnProperty.call(message, "minQuantity") && !$Object.is(message.minQuantity, 0))
                writer.uint32(17).double(message.minQuantity);
            if (message.minNotional != null && $Object.hasOwnProperty.call(message, "minNotional") && !$Object.is(message.minNotional, 0))
                writer.uint32(25).double(message.minNotional);
            if (message.feeSchedule != null && $Object.hasOwnProperty.call(message, "feeSchedule") && message.feeSchedule !== "")
                writer.uint32(34).string(message.feeSchedule);
            if (message.feeAsset != null && $Object.hasOwnProperty.call(message, "feeAsset") && message.feeAsset !== "")
                writer.uint32(42).string(message.feeAsset);
            if (message.unitFactor != null && $Object.hasOwnProperty.call(message, "unitFactor") && !$Object.is(message.unitFactor, 0))
                writer.uint32(49).double(message.unitFactor);
            if (message.nativeBase != null && $Object.hasOwnProperty.call(message, "nativeBase") && message.nativeBase !== "")
                writer.uint32(58).string(message.nativeBase);
            if (message.nativeQuote != null && $Object.hasOwnProperty.call(message, "nativeQuote") && message.nativeQuote !== "")
                writer.uint32(66).string(message.nativeQuote);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        LegRules.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.LegRules();
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
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.quantityStep = value;
                        else
                            delete message.quantityStep;
                        continue;
                    }
                case 2: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.minQuantity = value;
                        else
                            delete message.minQuantity;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.minNotional = value;
                        else
                            delete message.minNotional;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.feeSchedule = value;
                        else
                            delete message.feeSchedule;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.feeAsset = value;
                        else
                            delete message.feeAsset;
                        continue;
                    }
                case 6: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.unitFactor = value;
                        else
                            delete message.unitFactor;
                        continue;
                    }
                case 7: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.nativeBase = value;
                        else
                            delete message.nativeBase;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.nativeQuote = value;
                        else
                            delete message.nativeQuote;
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

        LegRules.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.LegRules";
        };

        return LegRules;
    })();

    screener.CostRate = (function() {

        const CostRate = function (properties) {
            this.prices = [];
            this.quantities = [];
            this.available = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        CostRate.prototype.asset = "";
        CostRate.prototype.venue = "";
        CostRate.prototype.symbol = "";
        CostRate.prototype.side = "";
        CostRate.prototype.amount = 0;
        CostRate.prototype.quote = 0;
        CostRate.prototype.takerBps = 0;
        CostRate.prototype.session = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        CostRate.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        CostRate.prototype.prices = $util.emptyArray;
        CostRate.prototype.quantities = $util.emptyArray;
        CostRate.prototype.available = $util.emptyArray;
        CostRate.prototype.receivedTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        CostRate.prototype.proofTimeUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        CostRate.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.asset != null && $Object.hasOwnProperty.call(message, "asset") && message.asset !== "")
                writer.uint32(10).string(message.asset);
            if (message.venue != null && $Object.hasOwnProperty.call(message, "venue") && message.venue !== "")
                writer.uint32(18).string(message.venue);
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(26).string(message.symbol);
            if (message.side != null && $Object.hasOwnProperty.call(message, "side") && message.side !== "")
                writer.uint32(34).string(message.side);
            if (message.amount != null && $Object.hasOwnProperty.call(message, "amount") && !$Object.is(message.amount, 0))
                writer.uint32(41).double(message.amount);
            if (message.quote != null && $Object.hasOwnProperty.call(message, "quote") && !$Object.is(message.quote, 0))
                writer.uint32(49).double(message.quote);
            if (message.takerBps != null && $Object.hasOwnProperty.call(message, "takerBps") && !$Object.is(message.takerBps, 0))
                writer.uint32(57).double(message.takerBps);
            if (message.session != null && $Object.hasOwnProperty.call(message, "session") && (typeof message.session === "object" ? message.session.low || message.session.high : message.session !== 0))
                writer.uint32(64).uint64(message.session);
            if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                writer.uint32(72).uint64(message.sequence);
            if (message.prices != null && message.prices.length)
                writer.uint32(82).doubles(message.prices);
            if (message.quantities != null && message.quantities.length)
                writer.uint32(90).doubles(message.quantities);
            if (message.available != null && message.available.length)
                writer.uint32(98).doubles(message.available);
            if (message.receivedTimeUs != null && $Object.hasOwnProperty.call(message, "receivedTimeUs") && (typeof message.receivedTimeUs === "object" ? message.receivedTimeUs.low || message.receivedTimeUs.high : message.receivedTimeUs !== 0))
                writer.uint32(104).uint64(message.receivedTimeUs);
            if (message.proofTimeUs != null && $Object.hasOwnProperty.call(message, "proofTimeUs") && (typeof message.proofTimeUs === "object" ? message.proofTimeUs.low || message.proofTimeUs.high : message.proofTimeUs !== 0))
                writer.uint32(112).uint64(message.proofTimeUs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        CostRate.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.CostRate();
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
                            message.asset = value;
                        else
                            delete message.asset;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.venue = value;
                        else
                            delete message.venue;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.symbol = value;
                        else
                            delete message.symbol;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.side = value;
                        else
                            delete message.side;
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.amount = value;
                        else
                            delete message.amount;
                        continue;
                    }
                case 6: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.quote = value;
                        else
                            delete message.quote;
                        continue;
                    }
                case 7: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.takerBps = value;
                        else
                            delete message.takerBps;
                        continue;
                    }
                case 8: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.session = value;
                        else
                            delete message.session;
                        continue;
                    }
                case 9: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.sequence = value;
                        else
                            delete message.sequence;
                        continue;
                    }
                case 10: {
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
                case 11: {
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
                case 12: {
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
                case 13: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.receivedTimeUs = value;
                        else
                            delete message.receivedTimeUs;
                        continue;
                    }
                case 14: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.proofTimeUs = value;
                        else
                            delete message.proofTimeUs;
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

        CostRate.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.CostRate";
        };

        return CostRate;
    })();

    screener.Survival = (function() {

        const Survival = function (properties) {
            this.marks = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        Survival.prototype.id = "";
        Survival.prototype.routeId = "";
        Survival.prototype.openedAtMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        Survival.prototype.openedNetBps = 0;
        Survival.prototype.openedProfitQuote = 0;
        Survival.prototype.marks = $util.emptyArray;

        Survival.encode = function (message, writer, _depth) {
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
            if (message.openedAtMs != null && $Object.hasOwnProperty.call(message, "openedAtMs") && (typeof message.openedAtMs === "object" ? message.openedAtMs.low || message.openedAtMs.high : message.openedAtMs !== 0))
                writer.uint32(24).uint64(message.openedAtMs);
            if (message.openedNetBps != null && $Object.hasOwnProperty.call(message, "openedNetBps") && !$Object.is(message.openedNetBps, 0))
                writer.uint32(33).double(message.openedNetBps);
            if (message.openedProfitQuote != null && $Object.hasOwnProperty.call(message, "openedProfitQuote") && !$Object.is(message.openedProfitQuote, 0))
                writer.uint32(41).double(message.openedProfitQuote);
            if (message.marks != null && message.marks.length)
                for (let i = 0; i < message.marks.length; ++i)
                    $root.screener.SurvivalMark.encode(message.marks[i], writer.uint32(50).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        Survival.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.Survival();
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
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.openedAtMs = value;
                        else
                            delete message.openedAtMs;
                        continue;
                    }
                case 4: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.openedNetBps = value;
                        else
                            delete message.openedNetBps;
                        continue;
                    }
                case 5: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.openedProfitQuote = value;
                        else
                            delete message.openedProfitQuote;
                        continue;
                    }
                case 6: {
                        if (wireType !== 2)
                            break;
                        if (!(message.marks && message.marks.length))
                            message.marks = [];
                        message.marks.push($root.screener.SurvivalMark.decode(reader, reader.size(), $undefined, _depth + 1));
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

        Survival.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.Survival";
        };

        return Survival;
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

    screener.VerdictBatch = (function() {

        const VerdictBatch = function (properties) {
            this.counts = {};
            this.verdicts = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        VerdictBatch.prototype.atUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        VerdictBatch.prototype.instance = "";
        VerdictBatch.prototype.routes = 0;
        VerdictBatch.prototype.counts = $util.emptyObject;
        VerdictBatch.prototype.verdicts = $util.emptyArray;

        VerdictBatch.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.atUs != null && $Object.hasOwnProperty.call(message, "atUs") && (typeof message.atUs === "object" ? message.atUs.low || message.atUs.high : message.atUs !== 0))
                writer.uint32(8).uint64(message.atUs);
            if (message.instance != null && $Object.hasOwnProperty.call(message, "instance") && message.instance !== "")
                writer.uint32(18).string(message.instance);
            if (message.routes != null && $Object.hasOwnProperty.call(message, "routes") && message.routes !== 0)
                writer.uint32(24).uint32(message.routes);
            if (message.counts != null && $Object.hasOwnProperty.call(message, "counts"))
                for (let keys = $Object.keys(message.counts), i = 0; i < keys.length; ++i)
                    writer.uint32(34).fork().uint32(10).string(keys[i]).uint32(16).uint32(message.counts[keys[i]]).ldelim();
            if (message.verdicts != null && message.verdicts.length)
                for (let i = 0; i < message.verdicts.length; ++i)
                    $root.screener.RouteVerdict.encode(message.verdicts[i], writer.uint32(42).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        VerdictBatch.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, key, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.screener.VerdictBatch();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.atUs = value;
                        else
                            delete message.atUs;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.instance = value;
                        else
                            delete message.instance;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.routes = value;
                        else
                            delete message.routes;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if (message.counts === $util.emptyObject)
                            message.counts = {};
                        let end2 = reader.size() + reader.pos;
                        if (end2 > reader.len)
                            throw $RangeError("index out of range");
                        reader.len = end2;
                        key = "";
                        value = 0;
                        while (reader.pos < end2) {
                            let tag2 = reader.tag();
                            wireType = tag2 & 7;
                            switch (tag2 >>>= 3) {
                            case 1:
                                if (wireType !== 2)
                                    break;
                                key = reader.stringVerify();
                                continue;
                            case 2:
                                if (wireType !== 0)
                                    break;
                                value = reader.uint32();
                                continue;
                            }
                            reader.skipType(wireType, _depth, tag2);
                        }
                        if (reader.pos !== end2)
                            throw $RangeError("index out of range");
                        reader.len = end;
                        if (key === "__proto__")
                            $util.makeProp(message.counts, key);
                        message.counts[key] = value;
                        continue;
                    }
                case 5: {
                        if (wireType !== 2)
                            break;
                        if (!(message.verdicts && message.verdicts.length))
                            message.verdicts = [];
                        message.verdicts.push($root.screener.RouteVerdict.decode(reader, reader.size(), $undefined, _depth + 1));
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

        VerdictBatch.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.VerdictBatch";
        };

        return VerdictBatch;
    })();

    screener.RouteVerdict = (function() {

        const RouteVerdict = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        RouteVerdict.prototype.routeId = "";
        RouteVerdict.prototype.rule = "";
        RouteVerdict.prototype.margin = 0;
        RouteVerdict.prototype.detail = "";
        RouteVerdict.prototype.atUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        RouteVerdict.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.routeId != null && $Object.hasOwnProperty.call(message, "routeId") && message.routeId !== "")
                writer.uint32(10).string(message.routeId);
            if (message.rule != null && $Object.hasOwnProperty.call(message, "rule") && message.rule !== "")
                writer.uint32(18).string(message.rule);
            if (message.margin != null && $Object.hasOwnProperty.call(message, "margin") && !$Object.is(message.margin, 0))
                writer.uint32(25).double(message.margin);
            if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                writer.uint32(34).string(message.detail);
            if (message.atUs != null && $Object.hasOwnProperty.call(message, "atUs") && (typeof message.atUs === "object" ? message.atUs.low || message.atUs.high : message.atUs !== 0))
                writer.uint32(40).uint64(message.atUs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        RouteVerdict.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.RouteVerdict();
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
                            message.routeId = value;
                        else
                            delete message.routeId;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.rule = value;
                        else
                            delete message.rule;
                        continue;
                    }
                case 3: {
                        if (wireType !== 1)
                            break;
                        if (!$Object.is(value = reader.double(), 0))
                            message.margin = value;
                        else
                            delete message.margin;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.detail = value;
                        else
                            delete message.detail;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.atUs = value;
                        else
                            delete message.atUs;
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

        RouteVerdict.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.RouteVerdict";
        };

        return RouteVerdict;
    })();

    screener.CollectorCommand = (function() {

        const CollectorCommand = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        CollectorCommand.prototype.resyncBook = null;
        CollectorCommand.prototype.resyncShard = null;
        CollectorCommand.prototype.desired = null;
        CollectorCommand.prototype.issuedBy = "";
        CollectorCommand.prototype.atUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        let $oneOfFields;

        $Object.defineProperty(CollectorCommand.prototype, "command", {
            get: $util.oneOfGetter($oneOfFields = ["resyncBook", "resyncShard", "desired"]),
            set: $util.oneOfSetter($oneOfFields)
        });

        CollectorCommand.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.resyncBook != null && $Object.hasOwnProperty.call(message, "resyncBook"))
                $root.screener.ResyncBook.encode(message.resyncBook, writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.resyncShard != null && $Object.hasOwnProperty.call(message, "resyncShard"))
                $root.screener.ResyncShard.encode(message.resyncShard, writer.uint32(18).fork(), _depth + 1).ldelim();
            if (message.desired != null && $Object.hasOwnProperty.call(message, "desired"))
                $root.screener.DesiredSubscriptions.encode(message.desired, writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.issuedBy != null && $Object.hasOwnProperty.call(message, "issuedBy") && message.issuedBy !== "")
                writer.uint32(114).string(message.issuedBy);
            if (message.atUs != null && $Object.hasOwnProperty.call(message, "atUs") && (typeof message.atUs === "object" ? message.atUs.low || message.atUs.high : message.atUs !== 0))
                writer.uint32(120).uint64(message.atUs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        CollectorCommand.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.CollectorCommand();
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
                        message.resyncBook = $root.screener.ResyncBook.decode(reader, reader.size(), $undefined, _depth + 1, message.resyncBook);
                        message.command = "resyncBook";
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        message.resyncShard = $root.screener.ResyncShard.decode(reader, reader.size(), $undefined, _depth + 1, message.resyncShard);
                        message.command = "resyncShard";
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        message.desired = $root.screener.DesiredSubscriptions.decode(reader, reader.size(), $undefined, _depth + 1, message.desired);
                        message.command = "desired";
                        continue;
                    }
                case 14: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.issuedBy = value;
                        else
                            delete message.issuedBy;
                        continue;
                    }
                case 15: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.atUs = value;
                        else
                            delete message.atUs;
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

        CollectorCommand.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.CollectorCommand";
        };

        return CollectorCommand;
    })();

    screener.ResyncBook = (function() {

        const ResyncBook = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ResyncBook.prototype.symbol = "";
        ResyncBook.prototype.shard = 0;
        ResyncBook.prototype.session = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        ResyncBook.prototype.reason = "";

        ResyncBook.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(10).string(message.symbol);
            if (message.shard != null && $Object.hasOwnProperty.call(message, "shard") && message.shard !== 0)
                writer.uint32(16).uint32(message.shard);
            if (message.session != null && $Object.hasOwnProperty.call(message, "session") && (typeof message.session === "object" ? message.session.low || message.session.high : message.session !== 0))
                writer.uint32(24).uint64(message.session);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(34).string(message.reason);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ResyncBook.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.ResyncBook();
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
                            message.symbol = value;
                        else
                            delete message.symbol;
                        continue;
                    }
                case 2: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.shard = value;
                        else
                            delete message.shard;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.session = value;
                        else
                            delete message.session;
                        continue;
                    }
                case 4: {
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

        ResyncBook.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.ResyncBook";
        };

        return ResyncBook;
    })();

    screener.ResyncShard = (function() {

        const ResyncShard = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ResyncShard.prototype.shard = 0;
        ResyncShard.prototype.reason = "";

        ResyncShard.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.shard != null && $Object.hasOwnProperty.call(message, "shard") && message.shard !== 0)
                writer.uint32(8).uint32(message.shard);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(18).string(message.reason);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ResyncShard.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.ResyncShard();
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
                            message.shard = value;
                        else
                            delete message.shard;
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

        ResyncShard.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.ResyncShard";
        };

        return ResyncShard;
    })();

    screener.DesiredSubscriptions = (function() {

        const DesiredSubscriptions = function (properties) {
            this.deep = [];
            this.top = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        DesiredSubscriptions.prototype.revision = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        DesiredSubscriptions.prototype.deep = $util.emptyArray;
        DesiredSubscriptions.prototype.top = $util.emptyArray;

        DesiredSubscriptions.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.revision != null && $Object.hasOwnProperty.call(message, "revision") && (typeof message.revision === "object" ? message.revision.low || message.revision.high : message.revision !== 0))
                writer.uint32(8).uint64(message.revision);
            if (message.deep != null && message.deep.length)
                for (let i = 0; i < message.deep.length; ++i)
                    writer.uint32(18).string(message.deep[i]);
            if (message.top != null && message.top.length)
                for (let i = 0; i < message.top.length; ++i)
                    writer.uint32(26).string(message.top[i]);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        DesiredSubscriptions.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.DesiredSubscriptions();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.revision = value;
                        else
                            delete message.revision;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.deep && message.deep.length))
                            message.deep = [];
                        message.deep.push(reader.stringVerify());
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.top && message.top.length))
                            message.top = [];
                        message.top.push(reader.stringVerify());
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

        DesiredSubscriptions.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.DesiredSubscriptions";
        };

        return DesiredSubscriptions;
    })();

    screener.SubscriptionRequest = (function() {

        const SubscriptionRequest = function (properties) {
            this.wishes = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SubscriptionRequest.prototype.wishes = $util.emptyArray;
        SubscriptionRequest.prototype.origin = "";
        SubscriptionRequest.prototype.issuedBy = "";
        SubscriptionRequest.prototype.atUs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

        SubscriptionRequest.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.wishes != null && message.wishes.length)
                for (let i = 0; i < message.wishes.length; ++i)
                    $root.screener.SubscriptionWish.encode(message.wishes[i], writer.uint32(10).fork(), _depth + 1).ldelim();
            if (message.origin != null && $Object.hasOwnProperty.call(message, "origin") && message.origin !== "")
                writer.uint32(18).string(message.origin);
            if (message.issuedBy != null && $Object.hasOwnProperty.call(message, "issuedBy") && message.issuedBy !== "")
                writer.uint32(26).string(message.issuedBy);
            if (message.atUs != null && $Object.hasOwnProperty.call(message, "atUs") && (typeof message.atUs === "object" ? message.atUs.low || message.atUs.high : message.atUs !== 0))
                writer.uint32(32).uint64(message.atUs);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SubscriptionRequest.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.SubscriptionRequest();
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
                        if (!(message.wishes && message.wishes.length))
                            message.wishes = [];
                        message.wishes.push($root.screener.SubscriptionWish.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.origin = value;
                        else
                            delete message.origin;
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.issuedBy = value;
                        else
                            delete message.issuedBy;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.atUs = value;
                        else
                            delete message.atUs;
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

        SubscriptionRequest.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.SubscriptionRequest";
        };

        return SubscriptionRequest;
    })();

    screener.SubscriptionWish = (function() {

        const SubscriptionWish = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SubscriptionWish.prototype.venue = "";
        SubscriptionWish.prototype.symbol = "";
        SubscriptionWish.prototype.depth = "";
        SubscriptionWish.prototype.seconds = 0;

        SubscriptionWish.encode = function (message, writer, _depth) {
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
            if (message.depth != null && $Object.hasOwnProperty.call(message, "depth") && message.depth !== "")
                writer.uint32(26).string(message.depth);
            if (message.seconds != null && $Object.hasOwnProperty.call(message, "seconds") && message.seconds !== 0)
                writer.uint32(32).uint32(message.seconds);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SubscriptionWish.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.SubscriptionWish();
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
                            message.depth = value;
                        else
                            delete message.depth;
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.seconds = value;
                        else
                            delete message.seconds;
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

        SubscriptionWish.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.SubscriptionWish";
        };

        return SubscriptionWish;
    })();

    screener.ServiceStatus = (function() {

        const ServiceStatus = function (properties) {
            this.shards = [];
            this.counters = {};
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        ServiceStatus.prototype.service = "";
        ServiceStatus.prototype.instance = "";
        ServiceStatus.prototype.healthy = false;
        ServiceStatus.prototype.venue = "";
        ServiceStatus.prototype.shards = $util.emptyArray;
        ServiceStatus.prototype.startedAtMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        ServiceStatus.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        ServiceStatus.prototype.counters = $util.emptyObject;
        ServiceStatus.prototype.detail = "";
        ServiceStatus.prototype.progress = null;

        ServiceStatus.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service !== "")
                writer.uint32(10).string(message.service);
            if (message.instance != null && $Object.hasOwnProperty.call(message, "instance") && message.instance !== "")
                writer.uint32(18).string(message.instance);
            if (message.healthy != null && $Object.hasOwnProperty.call(message, "healthy") && message.healthy !== false)
                writer.uint32(24).bool(message.healthy);
            if (message.venue != null && $Object.hasOwnProperty.call(message, "venue") && message.venue !== "")
                writer.uint32(34).string(message.venue);
            if (message.shards != null && message.shards.length)
                writer.uint32(42).uint32s(message.shards);
            if (message.startedAtMs != null && $Object.hasOwnProperty.call(message, "startedAtMs") && (typeof message.startedAtMs === "object" ? message.startedAtMs.low || message.startedAtMs.high : message.startedAtMs !== 0))
                writer.uint32(48).uint64(message.startedAtMs);
            if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                writer.uint32(56).uint64(message.atMs);
            if (message.counters != null && $Object.hasOwnProperty.call(message, "counters"))
                for (let keys = $Object.keys(message.counters), i = 0; i < keys.length; ++i)
                    writer.uint32(66).fork().uint32(10).string(keys[i]).uint32(17).double(message.counters[keys[i]]).ldelim();
            if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                writer.uint32(74).string(message.detail);
            if (message.progress != null && $Object.hasOwnProperty.call(message, "progress"))
                $root.screener.SubscriptionProgress.encode(message.progress, writer.uint32(82).fork(), _depth + 1).ldelim();
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        ServiceStatus.decode = function (reader, length, _end, _depth, _target) {
            if (!(reader instanceof $Reader))
                reader = $Reader.create(reader);
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $Reader.recursionLimit)
                throw $Error("max depth exceeded");
            let end, message, key, value;
            if (length === $undefined)
                end = reader.len;
            else {
                end = reader.pos + length;
                if (end > reader.len)
                    throw $RangeError("index out of range");
                length = reader.len;
                reader.len = end;
            }
            message = _target || new $root.screener.ServiceStatus();
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
                            message.service = value;
                        else
                            delete message.service;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.instance = value;
                        else
                            delete message.instance;
                        continue;
                    }
                case 3: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.bool())
                            message.healthy = value;
                        else
                            delete message.healthy;
                        continue;
                    }
                case 4: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.venue = value;
                        else
                            delete message.venue;
                        continue;
                    }
                case 5: {
                        if (wireType === 2) {
                            if (!(message.shards && message.shards.length))
                                message.shards = [];
                            reader.uint32s(message.shards);
                            continue;
                        }
                        if (wireType !== 0)
                            break;
                        if (!(message.shards && message.shards.length))
                            message.shards = [];
                        message.shards.push(reader.uint32());
                        continue;
                    }
                case 6: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.startedAtMs = value;
                        else
                            delete message.startedAtMs;
                        continue;
                    }
                case 7: {
                        if (wireType !== 0)
                            break;
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.atMs = value;
                        else
                            delete message.atMs;
                        continue;
                    }
                case 8: {
                        if (wireType !== 2)
                            break;
                        if (message.counters === $util.emptyObject)
                            message.counters = {};
                        let end2 = reader.size() + reader.pos;
                        if (end2 > reader.len)
                            throw $RangeError("index out of range");
                        reader.len = end2;
                        key = "";
                        value = 0;
                        while (reader.pos < end2) {
                            let tag2 = reader.tag();
                            wireType = tag2 & 7;
                            switch (tag2 >>>= 3) {
                            case 1:
                                if (wireType !== 2)
                                    break;
                                key = reader.stringVerify();
                                continue;
                            case 2:
                                if (wireType !== 1)
                                    break;
                                value = reader.double();
                                continue;
                            }
                            reader.skipType(wireType, _depth, tag2);
                        }
                        if (reader.pos !== end2)
                            throw $RangeError("index out of range");
                        reader.len = end;
                        if (key === "__proto__")
                            $util.makeProp(message.counters, key);
                        message.counters[key] = value;
                        continue;
                    }
                case 9: {
                        if (wireType !== 2)
                            break;
                        if ((value = reader.stringVerify()).length)
                            message.detail = value;
                        else
                            delete message.detail;
                        continue;
                    }
                case 10: {
                        if (wireType !== 2)
                            break;
                        message.progress = $root.screener.SubscriptionProgress.decode(reader, reader.size(), $undefined, _depth + 1, message.progress);
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

        ServiceStatus.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.ServiceStatus";
        };

        return ServiceStatus;
    })();

    screener.SubscriptionProgress = (function() {

        const SubscriptionProgress = function (properties) {
            this.unconfirmed = [];
            this.refused = [];
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SubscriptionProgress.prototype.revision = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
        SubscriptionProgress.prototype.unconfirmed = $util.emptyArray;
        SubscriptionProgress.prototype.refused = $util.emptyArray;
        SubscriptionProgress.prototype.mostDeep = 0;
        SubscriptionProgress.prototype.mostTop = 0;

        SubscriptionProgress.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.revision != null && $Object.hasOwnProperty.call(message, "revision") && (typeof message.revision === "object" ? message.revision.low || message.revision.high : message.revision !== 0))
                writer.uint32(8).uint64(message.revision);
            if (message.unconfirmed != null && message.unconfirmed.length)
                for (let i = 0; i < message.unconfirmed.length; ++i)
                    writer.uint32(18).string(message.unconfirmed[i]);
            if (message.refused != null && message.refused.length)
                for (let i = 0; i < message.refused.length; ++i)
                    $root.screener.SubscriptionRefusal.encode(message.refused[i], writer.uint32(26).fork(), _depth + 1).ldelim();
            if (message.mostDeep != null && $Object.hasOwnProperty.call(message, "mostDeep") && message.mostDeep !== 0)
                writer.uint32(32).uint32(message.mostDeep);
            if (message.mostTop != null && $Object.hasOwnProperty.call(message, "mostTop") && message.mostTop !== 0)
                writer.uint32(40).uint32(message.mostTop);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SubscriptionProgress.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.SubscriptionProgress();
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
                        if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                            message.revision = value;
                        else
                            delete message.revision;
                        continue;
                    }
                case 2: {
                        if (wireType !== 2)
                            break;
                        if (!(message.unconfirmed && message.unconfirmed.length))
                            message.unconfirmed = [];
                        message.unconfirmed.push(reader.stringVerify());
                        continue;
                    }
                case 3: {
                        if (wireType !== 2)
                            break;
                        if (!(message.refused && message.refused.length))
                            message.refused = [];
                        message.refused.push($root.screener.SubscriptionRefusal.decode(reader, reader.size(), $undefined, _depth + 1));
                        continue;
                    }
                case 4: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.mostDeep = value;
                        else
                            delete message.mostDeep;
                        continue;
                    }
                case 5: {
                        if (wireType !== 0)
                            break;
                        if (value = reader.uint32())
                            message.mostTop = value;
                        else
                            delete message.mostTop;
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

        SubscriptionProgress.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.SubscriptionProgress";
        };

        return SubscriptionProgress;
    })();

    screener.SubscriptionRefusal = (function() {

        const SubscriptionRefusal = function (properties) {
            if (properties)
                for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                    if (properties[keys[i]] != null && keys[i] !== "__proto__")
                        this[keys[i]] = properties[keys[i]];
        };

        SubscriptionRefusal.prototype.symbol = "";
        SubscriptionRefusal.prototype.reason = "";

        SubscriptionRefusal.encode = function (message, writer, _depth) {
            if (!writer)
                writer = $Writer.create();
            if (_depth === $undefined)
                _depth = 0;
            if (_depth > $util.recursionLimit)
                throw $Error("max depth exceeded");
            if (message.symbol != null && $Object.hasOwnProperty.call(message, "symbol") && message.symbol !== "")
                writer.uint32(10).string(message.symbol);
            if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== "")
                writer.uint32(18).string(message.reason);
            if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                for (let i = 0; i < message.$unknowns.length; ++i)
                    writer.raw(message.$unknowns[i]);
            return writer;
        };

        SubscriptionRefusal.decode = function (reader, length, _end, _depth, _target) {
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
            message = _target || new $root.screener.SubscriptionRefusal();
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
                            message.symbol = value;
                        else
                            delete message.symbol;
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

        SubscriptionRefusal.getTypeUrl = function(prefix) {
            if (prefix === $undefined)
                prefix = "type.googleapis.com";
            return prefix + "/screener.SubscriptionRefusal";
        };

        return SubscriptionRefusal;
    })();

    return screener;
})();

export {
  $root as default
};

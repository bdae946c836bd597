import * as $protobuf from "protobufjs";

/** Namespace screener. */
export namespace screener {

    /**
     * Properties of a MarketDataBatch.
     * @deprecated Use screener.MarketDataBatch.$Properties instead.
     */
    interface IMarketDataBatch extends screener.MarketDataBatch.$Properties {
    }

    /** Represents a MarketDataBatch. */
    class MarketDataBatch {

        /**
         * Constructs a new MarketDataBatch.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.MarketDataBatch.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MarketDataBatch venue. */
        venue: string;

        /** MarketDataBatch events. */
        events: screener.MarketDataEvent.$Properties[];

        /**
         * Encodes the specified MarketDataBatch message. Does not implicitly {@link screener.MarketDataBatch.verify|verify} messages.
         * @param message MarketDataBatch message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.MarketDataBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MarketDataBatch message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.MarketDataBatch & screener.MarketDataBatch.$Shape} MarketDataBatch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.MarketDataBatch & screener.MarketDataBatch.$Shape;

        /**
         * Gets the type url for MarketDataBatch
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace MarketDataBatch {

        /** Properties of a MarketDataBatch. */
        interface $Properties {

            /** MarketDataBatch venue */
            venue?: (string|null);

            /** MarketDataBatch events */
            events?: (screener.MarketDataEvent.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a MarketDataBatch. */
        type $Shape = {
          venue?: string|null;
          events?: screener.MarketDataEvent.$Shape[]|null;
          $unknowns?: Uint8Array[];
        };
    }

    /**
     * Properties of a MarketDataEvent.
     * @deprecated Use screener.MarketDataEvent.$Properties instead.
     */
    interface IMarketDataEvent extends screener.MarketDataEvent.$Properties {
    }

    /** Represents a MarketDataEvent. */
    class MarketDataEvent {

        /**
         * Constructs a new MarketDataEvent.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.MarketDataEvent.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** MarketDataEvent snapshot. */
        snapshot?: (screener.Snapshot.$Properties|null);

        /** MarketDataEvent delta. */
        delta?: (screener.Delta.$Properties|null);

        /** MarketDataEvent bestBidAsk. */
        bestBidAsk?: (screener.BestBidAsk.$Properties|null);

        /** MarketDataEvent bookLost. */
        bookLost?: (screener.BookLost.$Properties|null);

        /** MarketDataEvent instrument. */
        instrument?: (screener.Instrument.$Properties|null);

        /** MarketDataEvent feedHeartbeat. */
        feedHeartbeat?: (screener.FeedHeartbeat.$Properties|null);

        /** MarketDataEvent instrumentRejected. */
        instrumentRejected?: (screener.InstrumentRejected.$Properties|null);

        /** MarketDataEvent executionCost. */
        executionCost?: (screener.ExecutionCost.$Properties|null);

        /** MarketDataEvent event. */
        event?: ("snapshot"|"delta"|"bestBidAsk"|"bookLost"|"instrument"|"feedHeartbeat"|"instrumentRejected"|"executionCost");

        /**
         * Encodes the specified MarketDataEvent message. Does not implicitly {@link screener.MarketDataEvent.verify|verify} messages.
         * @param message MarketDataEvent message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.MarketDataEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a MarketDataEvent message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.MarketDataEvent & screener.MarketDataEvent.$Shape} MarketDataEvent
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.MarketDataEvent & screener.MarketDataEvent.$Shape;

        /**
         * Gets the type url for MarketDataEvent
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace MarketDataEvent {

        /** Properties of a MarketDataEvent. */
        interface $Properties {

            /** MarketDataEvent snapshot */
            snapshot?: (screener.Snapshot.$Properties|null);

            /** MarketDataEvent delta */
            delta?: (screener.Delta.$Properties|null);

            /** MarketDataEvent bestBidAsk */
            bestBidAsk?: (screener.BestBidAsk.$Properties|null);

            /** MarketDataEvent bookLost */
            bookLost?: (screener.BookLost.$Properties|null);

            /** MarketDataEvent instrument */
            instrument?: (screener.Instrument.$Properties|null);

            /** MarketDataEvent feedHeartbeat */
            feedHeartbeat?: (screener.FeedHeartbeat.$Properties|null);

            /** MarketDataEvent instrumentRejected */
            instrumentRejected?: (screener.InstrumentRejected.$Properties|null);

            /** MarketDataEvent executionCost */
            executionCost?: (screener.ExecutionCost.$Properties|null);

            /** MarketDataEvent event */
            event?: ("snapshot"|"delta"|"bestBidAsk"|"bookLost"|"instrument"|"feedHeartbeat"|"instrumentRejected"|"executionCost");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a MarketDataEvent. */
        type $Shape = {
          snapshot?: screener.Snapshot.$Shape|null;
          delta?: screener.Delta.$Shape|null;
          bestBidAsk?: screener.BestBidAsk.$Shape|null;
          bookLost?: screener.BookLost.$Shape|null;
          instrument?: screener.Instrument.$Shape|null;
          feedHeartbeat?: screener.FeedHeartbeat.$Shape|null;
          instrumentRejected?: screener.InstrumentRejected.$Shape|null;
          executionCost?: screener.ExecutionCost.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ event?: undefined; snapshot?: null; delta?: null; bestBidAsk?: null; bookLost?: null; instrument?: null; feedHeartbeat?: null; instrumentRejected?: null; executionCost?: null }|{ event?: "snapshot"; snapshot: screener.Snapshot.$Shape; delta?: null; bestBidAsk?: null; bookLost?: null; instrument?: null; feedHeartbeat?: null; instrumentRejected?: null; executionCost?: null }|{ event?: "delta"; snapshot?: null; delta: screener.Delta.$Shape; bestBidAsk?: null; bookLost?: null; instrument?: null; feedHeartbeat?: null; instrumentRejected?: null; executionCost?: null }|{ event?: "bestBidAsk"; snapshot?: null; delta?: null; bestBidAsk: screener.BestBidAsk.$Shape; bookLost?: null; instrument?: null; feedHeartbeat?: null; instrumentRejected?: null; executionCost?: null }|{ event?: "bookLost"; snapshot?: null; delta?: null; bestBidAsk?: null; bookLost: screener.BookLost.$Shape; instrument?: null; feedHeartbeat?: null; instrumentRejected?: null; executionCost?: null }|{ event?: "instrument"; snapshot?: null; delta?: null; bestBidAsk?: null; bookLost?: null; instrument: screener.Instrument.$Shape; feedHeartbeat?: null; instrumentRejected?: null; executionCost?: null }|{ event?: "feedHeartbeat"; snapshot?: null; delta?: null; bestBidAsk?: null; bookLost?: null; instrument?: null; feedHeartbeat: screener.FeedHeartbeat.$Shape; instrumentRejected?: null; executionCost?: null }|{ event?: "instrumentRejected"; snapshot?: null; delta?: null; bestBidAsk?: null; bookLost?: null; instrument?: null; feedHeartbeat?: null; instrumentRejected: screener.InstrumentRejected.$Shape; executionCost?: null }|{ event?: "executionCost"; snapshot?: null; delta?: null; bestBidAsk?: null; bookLost?: null; instrument?: null; feedHeartbeat?: null; instrumentRejected?: null; executionCost: screener.ExecutionCost.$Shape })
        );
    }

    /**
     * Properties of a Snapshot.
     * @deprecated Use screener.Snapshot.$Properties instead.
     */
    interface ISnapshot extends screener.Snapshot.$Properties {
    }

    /** Represents a Snapshot. */
    class Snapshot {

        /**
         * Constructs a new Snapshot.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.Snapshot.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Snapshot symbol. */
        symbol: string;

        /** Snapshot session. */
        session: number;

        /** Snapshot sequence. */
        sequence: number;

        /** Snapshot bidPrices. */
        bidPrices: number[];

        /** Snapshot bidQuantities. */
        bidQuantities: number[];

        /** Snapshot askPrices. */
        askPrices: number[];

        /** Snapshot askQuantities. */
        askQuantities: number[];

        /** Snapshot exchangeTimeMs. */
        exchangeTimeMs: number;

        /** Snapshot receivedTimeUs. */
        receivedTimeUs: number;

        /** Snapshot straddled. */
        straddled: boolean;

        /** Snapshot bidsTruncated. */
        bidsTruncated: boolean;

        /** Snapshot asksTruncated. */
        asksTruncated: boolean;

        /** Snapshot depth. */
        depth: number;

        /** Snapshot checksum. */
        checksum?: (screener.Checksum.$Properties|null);

        /** Snapshot origin. */
        origin: string;

        /**
         * Encodes the specified Snapshot message. Does not implicitly {@link screener.Snapshot.verify|verify} messages.
         * @param message Snapshot message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.Snapshot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Snapshot message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.Snapshot & screener.Snapshot.$Shape} Snapshot
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.Snapshot & screener.Snapshot.$Shape;

        /**
         * Gets the type url for Snapshot
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Snapshot {

        /** Properties of a Snapshot. */
        interface $Properties {

            /** Snapshot symbol */
            symbol?: (string|null);

            /** Snapshot session */
            session?: (number|null);

            /** Snapshot sequence */
            sequence?: (number|null);

            /** Snapshot bidPrices */
            bidPrices?: (number[]|null);

            /** Snapshot bidQuantities */
            bidQuantities?: (number[]|null);

            /** Snapshot askPrices */
            askPrices?: (number[]|null);

            /** Snapshot askQuantities */
            askQuantities?: (number[]|null);

            /** Snapshot exchangeTimeMs */
            exchangeTimeMs?: (number|null);

            /** Snapshot receivedTimeUs */
            receivedTimeUs?: (number|null);

            /** Snapshot straddled */
            straddled?: (boolean|null);

            /** Snapshot bidsTruncated */
            bidsTruncated?: (boolean|null);

            /** Snapshot asksTruncated */
            asksTruncated?: (boolean|null);

            /** Snapshot depth */
            depth?: (number|null);

            /** Snapshot checksum */
            checksum?: (screener.Checksum.$Properties|null);

            /** Snapshot origin */
            origin?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Snapshot. */
        type $Shape = screener.Snapshot.$Properties;
    }

    /**
     * Properties of a Delta.
     * @deprecated Use screener.Delta.$Properties instead.
     */
    interface IDelta extends screener.Delta.$Properties {
    }

    /** Represents a Delta. */
    class Delta {

        /**
         * Constructs a new Delta.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.Delta.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Delta symbol. */
        symbol: string;

        /** Delta session. */
        session: number;

        /** Delta previous. */
        previous: number;

        /** Delta sequence. */
        sequence: number;

        /** Delta bidPrices. */
        bidPrices: number[];

        /** Delta bidQuantities. */
        bidQuantities: number[];

        /** Delta askPrices. */
        askPrices: number[];

        /** Delta askQuantities. */
        askQuantities: number[];

        /** Delta exchangeTimeMs. */
        exchangeTimeMs: number;

        /** Delta receivedTimeUs. */
        receivedTimeUs: number;

        /** Delta resets. */
        resets: boolean;

        /** Delta checksum. */
        checksum?: (screener.Checksum.$Properties|null);

        /**
         * Encodes the specified Delta message. Does not implicitly {@link screener.Delta.verify|verify} messages.
         * @param message Delta message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.Delta.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Delta message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.Delta & screener.Delta.$Shape} Delta
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.Delta & screener.Delta.$Shape;

        /**
         * Gets the type url for Delta
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Delta {

        /** Properties of a Delta. */
        interface $Properties {

            /** Delta symbol */
            symbol?: (string|null);

            /** Delta session */
            session?: (number|null);

            /** Delta previous */
            previous?: (number|null);

            /** Delta sequence */
            sequence?: (number|null);

            /** Delta bidPrices */
            bidPrices?: (number[]|null);

            /** Delta bidQuantities */
            bidQuantities?: (number[]|null);

            /** Delta askPrices */
            askPrices?: (number[]|null);

            /** Delta askQuantities */
            askQuantities?: (number[]|null);

            /** Delta exchangeTimeMs */
            exchangeTimeMs?: (number|null);

            /** Delta receivedTimeUs */
            receivedTimeUs?: (number|null);

            /** Delta resets */
            resets?: (boolean|null);

            /** Delta checksum */
            checksum?: (screener.Checksum.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Delta. */
        type $Shape = screener.Delta.$Properties;
    }

    /**
     * Properties of a Checksum.
     * @deprecated Use screener.Checksum.$Properties instead.
     */
    interface IChecksum extends screener.Checksum.$Properties {
    }

    /** Represents a Checksum. */
    class Checksum {

        /**
         * Constructs a new Checksum.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.Checksum.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Checksum recipe. */
        recipe: string;

        /** Checksum value. */
        value: number;

        /** Checksum bidDigits. */
        bidDigits: string[];

        /** Checksum askDigits. */
        askDigits: string[];

        /**
         * Encodes the specified Checksum message. Does not implicitly {@link screener.Checksum.verify|verify} messages.
         * @param message Checksum message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.Checksum.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Checksum message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.Checksum & screener.Checksum.$Shape} Checksum
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.Checksum & screener.Checksum.$Shape;

        /**
         * Gets the type url for Checksum
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Checksum {

        /** Properties of a Checksum. */
        interface $Properties {

            /** Checksum recipe */
            recipe?: (string|null);

            /** Checksum value */
            value?: (number|null);

            /** Checksum bidDigits */
            bidDigits?: (string[]|null);

            /** Checksum askDigits */
            askDigits?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Checksum. */
        type $Shape = screener.Checksum.$Properties;
    }

    /**
     * Properties of a BestBidAsk.
     * @deprecated Use screener.BestBidAsk.$Properties instead.
     */
    interface IBestBidAsk extends screener.BestBidAsk.$Properties {
    }

    /** Represents a BestBidAsk. */
    class BestBidAsk {

        /**
         * Constructs a new BestBidAsk.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.BestBidAsk.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BestBidAsk symbol. */
        symbol: string;

        /** BestBidAsk bidPrice. */
        bidPrice: number;

        /** BestBidAsk bidQuantity. */
        bidQuantity: number;

        /** BestBidAsk askPrice. */
        askPrice: number;

        /** BestBidAsk askQuantity. */
        askQuantity: number;

        /** BestBidAsk exchangeTimeMs. */
        exchangeTimeMs: number;

        /** BestBidAsk receivedTimeUs. */
        receivedTimeUs: number;

        /**
         * Encodes the specified BestBidAsk message. Does not implicitly {@link screener.BestBidAsk.verify|verify} messages.
         * @param message BestBidAsk message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.BestBidAsk.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BestBidAsk message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.BestBidAsk & screener.BestBidAsk.$Shape} BestBidAsk
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.BestBidAsk & screener.BestBidAsk.$Shape;

        /**
         * Gets the type url for BestBidAsk
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace BestBidAsk {

        /** Properties of a BestBidAsk. */
        interface $Properties {

            /** BestBidAsk symbol */
            symbol?: (string|null);

            /** BestBidAsk bidPrice */
            bidPrice?: (number|null);

            /** BestBidAsk bidQuantity */
            bidQuantity?: (number|null);

            /** BestBidAsk askPrice */
            askPrice?: (number|null);

            /** BestBidAsk askQuantity */
            askQuantity?: (number|null);

            /** BestBidAsk exchangeTimeMs */
            exchangeTimeMs?: (number|null);

            /** BestBidAsk receivedTimeUs */
            receivedTimeUs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BestBidAsk. */
        type $Shape = screener.BestBidAsk.$Properties;
    }

    /**
     * Properties of a BookLost.
     * @deprecated Use screener.BookLost.$Properties instead.
     */
    interface IBookLost extends screener.BookLost.$Properties {
    }

    /** Represents a BookLost. */
    class BookLost {

        /**
         * Constructs a new BookLost.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.BookLost.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BookLost symbols. */
        symbols: string[];

        /** BookLost reason. */
        reason: string;

        /** BookLost atUs. */
        atUs: number;

        /**
         * Encodes the specified BookLost message. Does not implicitly {@link screener.BookLost.verify|verify} messages.
         * @param message BookLost message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.BookLost.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BookLost message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.BookLost & screener.BookLost.$Shape} BookLost
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.BookLost & screener.BookLost.$Shape;

        /**
         * Gets the type url for BookLost
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace BookLost {

        /** Properties of a BookLost. */
        interface $Properties {

            /** BookLost symbols */
            symbols?: (string[]|null);

            /** BookLost reason */
            reason?: (string|null);

            /** BookLost atUs */
            atUs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BookLost. */
        type $Shape = screener.BookLost.$Properties;
    }

    /**
     * Properties of an Instrument.
     * @deprecated Use screener.Instrument.$Properties instead.
     */
    interface IInstrument extends screener.Instrument.$Properties {
    }

    /** Represents an Instrument. */
    class Instrument {

        /**
         * Constructs a new Instrument.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.Instrument.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Instrument symbol. */
        symbol: string;

        /** Instrument nativeSymbol. */
        nativeSymbol: string;

        /** Instrument base. */
        base: string;

        /** Instrument quote. */
        quote: string;

        /** Instrument priceTick. */
        priceTick: number;

        /** Instrument quantityStep. */
        quantityStep: number;

        /** Instrument minQuantity. */
        minQuantity: number;

        /** Instrument minNotional. */
        minNotional: number;

        /** Instrument trading. */
        trading: boolean;

        /**
         * Encodes the specified Instrument message. Does not implicitly {@link screener.Instrument.verify|verify} messages.
         * @param message Instrument message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.Instrument.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Instrument message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.Instrument & screener.Instrument.$Shape} Instrument
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.Instrument & screener.Instrument.$Shape;

        /**
         * Gets the type url for Instrument
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Instrument {

        /** Properties of an Instrument. */
        interface $Properties {

            /** Instrument symbol */
            symbol?: (string|null);

            /** Instrument nativeSymbol */
            nativeSymbol?: (string|null);

            /** Instrument base */
            base?: (string|null);

            /** Instrument quote */
            quote?: (string|null);

            /** Instrument priceTick */
            priceTick?: (number|null);

            /** Instrument quantityStep */
            quantityStep?: (number|null);

            /** Instrument minQuantity */
            minQuantity?: (number|null);

            /** Instrument minNotional */
            minNotional?: (number|null);

            /** Instrument trading */
            trading?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Instrument. */
        type $Shape = screener.Instrument.$Properties;
    }

    /**
     * Properties of an ExecutionCost.
     * @deprecated Use screener.ExecutionCost.$Properties instead.
     */
    interface IExecutionCost extends screener.ExecutionCost.$Properties {
    }

    /** Represents an ExecutionCost. */
    class ExecutionCost {

        /**
         * Constructs a new ExecutionCost.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.ExecutionCost.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ExecutionCost symbol. */
        symbol: string;

        /** ExecutionCost asset. */
        asset: string;

        /** ExecutionCost buy. */
        buy: number;

        /** ExecutionCost sell. */
        sell: number;

        /** ExecutionCost atUs. */
        atUs: number;

        /**
         * Encodes the specified ExecutionCost message. Does not implicitly {@link screener.ExecutionCost.verify|verify} messages.
         * @param message ExecutionCost message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.ExecutionCost.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an ExecutionCost message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.ExecutionCost & screener.ExecutionCost.$Shape} ExecutionCost
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.ExecutionCost & screener.ExecutionCost.$Shape;

        /**
         * Gets the type url for ExecutionCost
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ExecutionCost {

        /** Properties of an ExecutionCost. */
        interface $Properties {

            /** ExecutionCost symbol */
            symbol?: (string|null);

            /** ExecutionCost asset */
            asset?: (string|null);

            /** ExecutionCost buy */
            buy?: (number|null);

            /** ExecutionCost sell */
            sell?: (number|null);

            /** ExecutionCost atUs */
            atUs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an ExecutionCost. */
        type $Shape = screener.ExecutionCost.$Properties;
    }

    /**
     * Properties of an InstrumentRejected.
     * @deprecated Use screener.InstrumentRejected.$Properties instead.
     */
    interface IInstrumentRejected extends screener.InstrumentRejected.$Properties {
    }

    /** Represents an InstrumentRejected. */
    class InstrumentRejected {

        /**
         * Constructs a new InstrumentRejected.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.InstrumentRejected.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** InstrumentRejected symbol. */
        symbol: string;

        /** InstrumentRejected reason. */
        reason: string;

        /**
         * Encodes the specified InstrumentRejected message. Does not implicitly {@link screener.InstrumentRejected.verify|verify} messages.
         * @param message InstrumentRejected message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.InstrumentRejected.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an InstrumentRejected message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.InstrumentRejected & screener.InstrumentRejected.$Shape} InstrumentRejected
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.InstrumentRejected & screener.InstrumentRejected.$Shape;

        /**
         * Gets the type url for InstrumentRejected
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace InstrumentRejected {

        /** Properties of an InstrumentRejected. */
        interface $Properties {

            /** InstrumentRejected symbol */
            symbol?: (string|null);

            /** InstrumentRejected reason */
            reason?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an InstrumentRejected. */
        type $Shape = screener.InstrumentRejected.$Properties;
    }

    /**
     * Properties of a FeedHeartbeat.
     * @deprecated Use screener.FeedHeartbeat.$Properties instead.
     */
    interface IFeedHeartbeat extends screener.FeedHeartbeat.$Properties {
    }

    /** Represents a FeedHeartbeat. */
    class FeedHeartbeat {

        /**
         * Constructs a new FeedHeartbeat.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.FeedHeartbeat.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FeedHeartbeat atUs. */
        atUs: number;

        /** FeedHeartbeat lastDataTimeUs. */
        lastDataTimeUs: number;

        /** FeedHeartbeat connected. */
        connected: boolean;

        /**
         * Encodes the specified FeedHeartbeat message. Does not implicitly {@link screener.FeedHeartbeat.verify|verify} messages.
         * @param message FeedHeartbeat message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.FeedHeartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FeedHeartbeat message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.FeedHeartbeat & screener.FeedHeartbeat.$Shape} FeedHeartbeat
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.FeedHeartbeat & screener.FeedHeartbeat.$Shape;

        /**
         * Gets the type url for FeedHeartbeat
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace FeedHeartbeat {

        /** Properties of a FeedHeartbeat. */
        interface $Properties {

            /** FeedHeartbeat atUs */
            atUs?: (number|null);

            /** FeedHeartbeat lastDataTimeUs */
            lastDataTimeUs?: (number|null);

            /** FeedHeartbeat connected */
            connected?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FeedHeartbeat. */
        type $Shape = screener.FeedHeartbeat.$Properties;
    }

    /**
     * Properties of a BookViewBatch.
     * @deprecated Use screener.BookViewBatch.$Properties instead.
     */
    interface IBookViewBatch extends screener.BookViewBatch.$Properties {
    }

    /** Represents a BookViewBatch. */
    class BookViewBatch {

        /**
         * Constructs a new BookViewBatch.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.BookViewBatch.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BookViewBatch views. */
        views: screener.BookView.$Properties[];

        /** BookViewBatch proofs. */
        proofs: screener.VenueProof.$Properties[];

        /** BookViewBatch tops. */
        tops: screener.TopView.$Properties[];

        /**
         * Encodes the specified BookViewBatch message. Does not implicitly {@link screener.BookViewBatch.verify|verify} messages.
         * @param message BookViewBatch message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.BookViewBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BookViewBatch message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.BookViewBatch & screener.BookViewBatch.$Shape} BookViewBatch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.BookViewBatch & screener.BookViewBatch.$Shape;

        /**
         * Gets the type url for BookViewBatch
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace BookViewBatch {

        /** Properties of a BookViewBatch. */
        interface $Properties {

            /** BookViewBatch views */
            views?: (screener.BookView.$Properties[]|null);

            /** BookViewBatch proofs */
            proofs?: (screener.VenueProof.$Properties[]|null);

            /** BookViewBatch tops */
            tops?: (screener.TopView.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BookViewBatch. */
        type $Shape = screener.BookViewBatch.$Properties;
    }

    /** BookStatus enum. */
    enum BookStatus {

        /** BOOK_STATUS_DOWN value */
        BOOK_STATUS_DOWN = 0,

        /** BOOK_STATUS_SYNCING value */
        BOOK_STATUS_SYNCING = 1,

        /** BOOK_STATUS_LIVE value */
        BOOK_STATUS_LIVE = 2,

        /** BOOK_STATUS_SUSPECT value */
        BOOK_STATUS_SUSPECT = 3
    }

    /**
     * Properties of a BookView.
     * @deprecated Use screener.BookView.$Properties instead.
     */
    interface IBookView extends screener.BookView.$Properties {
    }

    /** Represents a BookView. */
    class BookView {

        /**
         * Constructs a new BookView.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.BookView.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** BookView venue. */
        venue: string;

        /** BookView symbol. */
        symbol: string;

        /** BookView status. */
        status: screener.BookStatus;

        /** BookView reason. */
        reason: string;

        /** BookView session. */
        session: number;

        /** BookView sequence. */
        sequence: number;

        /** BookView bidPrices. */
        bidPrices: number[];

        /** BookView bidQuantities. */
        bidQuantities: number[];

        /** BookView askPrices. */
        askPrices: number[];

        /** BookView askQuantities. */
        askQuantities: number[];

        /** BookView exchangeTimeMs. */
        exchangeTimeMs: number;

        /** BookView receivedTimeUs. */
        receivedTimeUs: number;

        /** BookView proofTimeUs. */
        proofTimeUs: number;

        /** BookView syncedTimeUs. */
        syncedTimeUs: number;

        /** BookView base. */
        base: string;

        /** BookView quote. */
        quote: string;

        /** BookView priceTick. */
        priceTick: number;

        /** BookView quantityStep. */
        quantityStep: number;

        /** BookView minQuantity. */
        minQuantity: number;

        /** BookView minNotional. */
        minNotional: number;

        /** BookView origin. */
        origin: string;

        /** BookView costAsset. */
        costAsset: string;

        /** BookView buyCost. */
        buyCost: number;

        /** BookView sellCost. */
        sellCost: number;

        /**
         * Encodes the specified BookView message. Does not implicitly {@link screener.BookView.verify|verify} messages.
         * @param message BookView message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.BookView.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a BookView message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.BookView & screener.BookView.$Shape} BookView
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.BookView & screener.BookView.$Shape;

        /**
         * Gets the type url for BookView
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace BookView {

        /** Properties of a BookView. */
        interface $Properties {

            /** BookView venue */
            venue?: (string|null);

            /** BookView symbol */
            symbol?: (string|null);

            /** BookView status */
            status?: (screener.BookStatus|null);

            /** BookView reason */
            reason?: (string|null);

            /** BookView session */
            session?: (number|null);

            /** BookView sequence */
            sequence?: (number|null);

            /** BookView bidPrices */
            bidPrices?: (number[]|null);

            /** BookView bidQuantities */
            bidQuantities?: (number[]|null);

            /** BookView askPrices */
            askPrices?: (number[]|null);

            /** BookView askQuantities */
            askQuantities?: (number[]|null);

            /** BookView exchangeTimeMs */
            exchangeTimeMs?: (number|null);

            /** BookView receivedTimeUs */
            receivedTimeUs?: (number|null);

            /** BookView proofTimeUs */
            proofTimeUs?: (number|null);

            /** BookView syncedTimeUs */
            syncedTimeUs?: (number|null);

            /** BookView base */
            base?: (string|null);

            /** BookView quote */
            quote?: (string|null);

            /** BookView priceTick */
            priceTick?: (number|null);

            /** BookView quantityStep */
            quantityStep?: (number|null);

            /** BookView minQuantity */
            minQuantity?: (number|null);

            /** BookView minNotional */
            minNotional?: (number|null);

            /** BookView origin */
            origin?: (string|null);

            /** BookView costAsset */
            costAsset?: (string|null);

            /** BookView buyCost */
            buyCost?: (number|null);

            /** BookView sellCost */
            sellCost?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a BookView. */
        type $Shape = screener.BookView.$Properties;
    }

    /**
     * Properties of a VenueProof.
     * @deprecated Use screener.VenueProof.$Properties instead.
     */
    interface IVenueProof extends screener.VenueProof.$Properties {
    }

    /** Represents a VenueProof. */
    class VenueProof {

        /**
         * Constructs a new VenueProof.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.VenueProof.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VenueProof venue. */
        venue: string;

        /** VenueProof proofTimeUs. */
        proofTimeUs: number;

        /** VenueProof connected. */
        connected: boolean;

        /**
         * Encodes the specified VenueProof message. Does not implicitly {@link screener.VenueProof.verify|verify} messages.
         * @param message VenueProof message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.VenueProof.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VenueProof message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.VenueProof & screener.VenueProof.$Shape} VenueProof
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.VenueProof & screener.VenueProof.$Shape;

        /**
         * Gets the type url for VenueProof
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace VenueProof {

        /** Properties of a VenueProof. */
        interface $Properties {

            /** VenueProof venue */
            venue?: (string|null);

            /** VenueProof proofTimeUs */
            proofTimeUs?: (number|null);

            /** VenueProof connected */
            connected?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VenueProof. */
        type $Shape = screener.VenueProof.$Properties;
    }

    /**
     * Properties of a TopView.
     * @deprecated Use screener.TopView.$Properties instead.
     */
    interface ITopView extends screener.TopView.$Properties {
    }

    /** Represents a TopView. */
    class TopView {

        /**
         * Constructs a new TopView.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.TopView.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** TopView venue. */
        venue: string;

        /** TopView symbol. */
        symbol: string;

        /** TopView bidPrice. */
        bidPrice: number;

        /** TopView bidQuantity. */
        bidQuantity: number;

        /** TopView askPrice. */
        askPrice: number;

        /** TopView askQuantity. */
        askQuantity: number;

        /** TopView receivedTimeUs. */
        receivedTimeUs: number;

        /**
         * Encodes the specified TopView message. Does not implicitly {@link screener.TopView.verify|verify} messages.
         * @param message TopView message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.TopView.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a TopView message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.TopView & screener.TopView.$Shape} TopView
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.TopView & screener.TopView.$Shape;

        /**
         * Gets the type url for TopView
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace TopView {

        /** Properties of a TopView. */
        interface $Properties {

            /** TopView venue */
            venue?: (string|null);

            /** TopView symbol */
            symbol?: (string|null);

            /** TopView bidPrice */
            bidPrice?: (number|null);

            /** TopView bidQuantity */
            bidQuantity?: (number|null);

            /** TopView askPrice */
            askPrice?: (number|null);

            /** TopView askQuantity */
            askQuantity?: (number|null);

            /** TopView receivedTimeUs */
            receivedTimeUs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a TopView. */
        type $Shape = screener.TopView.$Properties;
    }

    /**
     * Properties of an OpportunityBatch.
     * @deprecated Use screener.OpportunityBatch.$Properties instead.
     */
    interface IOpportunityBatch extends screener.OpportunityBatch.$Properties {
    }

    /** Represents an OpportunityBatch. */
    class OpportunityBatch {

        /**
         * Constructs a new OpportunityBatch.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.OpportunityBatch.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** OpportunityBatch events. */
        events: screener.OpportunityEvent.$Properties[];

        /** OpportunityBatch keyframe. */
        keyframe: boolean;

        /** OpportunityBatch atUs. */
        atUs: number;

        /** OpportunityBatch survivals. */
        survivals: screener.Survival.$Properties[];

        /**
         * Encodes the specified OpportunityBatch message. Does not implicitly {@link screener.OpportunityBatch.verify|verify} messages.
         * @param message OpportunityBatch message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.OpportunityBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an OpportunityBatch message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.OpportunityBatch & screener.OpportunityBatch.$Shape} OpportunityBatch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.OpportunityBatch & screener.OpportunityBatch.$Shape;

        /**
         * Gets the type url for OpportunityBatch
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace OpportunityBatch {

        /** Properties of an OpportunityBatch. */
        interface $Properties {

            /** OpportunityBatch events */
            events?: (screener.OpportunityEvent.$Properties[]|null);

            /** OpportunityBatch keyframe */
            keyframe?: (boolean|null);

            /** OpportunityBatch atUs */
            atUs?: (number|null);

            /** OpportunityBatch survivals */
            survivals?: (screener.Survival.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an OpportunityBatch. */
        type $Shape = screener.OpportunityBatch.$Properties;
    }

    /** OpportunityPhase enum. */
    enum OpportunityPhase {

        /** OPPORTUNITY_PHASE_OPENED value */
        OPPORTUNITY_PHASE_OPENED = 0,

        /** OPPORTUNITY_PHASE_UPDATED value */
        OPPORTUNITY_PHASE_UPDATED = 1,

        /** OPPORTUNITY_PHASE_CLOSED value */
        OPPORTUNITY_PHASE_CLOSED = 2
    }

    /**
     * Properties of an OpportunityEvent.
     * @deprecated Use screener.OpportunityEvent.$Properties instead.
     */
    interface IOpportunityEvent extends screener.OpportunityEvent.$Properties {
    }

    /** Represents an OpportunityEvent. */
    class OpportunityEvent {

        /**
         * Constructs a new OpportunityEvent.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.OpportunityEvent.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** OpportunityEvent phase. */
        phase: screener.OpportunityPhase;

        /** OpportunityEvent opportunity. */
        opportunity?: (screener.Opportunity.$Properties|null);

        /** OpportunityEvent closeReason. */
        closeReason: string;

        /** OpportunityEvent receipt. */
        receipt?: (screener.Receipt.$Properties|null);

        /**
         * Encodes the specified OpportunityEvent message. Does not implicitly {@link screener.OpportunityEvent.verify|verify} messages.
         * @param message OpportunityEvent message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.OpportunityEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an OpportunityEvent message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.OpportunityEvent & screener.OpportunityEvent.$Shape} OpportunityEvent
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.OpportunityEvent & screener.OpportunityEvent.$Shape;

        /**
         * Gets the type url for OpportunityEvent
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace OpportunityEvent {

        /** Properties of an OpportunityEvent. */
        interface $Properties {

            /** OpportunityEvent phase */
            phase?: (screener.OpportunityPhase|null);

            /** OpportunityEvent opportunity */
            opportunity?: (screener.Opportunity.$Properties|null);

            /** OpportunityEvent closeReason */
            closeReason?: (string|null);

            /** OpportunityEvent receipt */
            receipt?: (screener.Receipt.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an OpportunityEvent. */
        type $Shape = screener.OpportunityEvent.$Properties;
    }

    /**
     * Properties of a Receipt.
     * @deprecated Use screener.Receipt.$Properties instead.
     */
    interface IReceipt extends screener.Receipt.$Properties {
    }

    /** Represents a Receipt. */
    class Receipt {

        /**
         * Constructs a new Receipt.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.Receipt.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Receipt codeVersion. */
        codeVersion: string;

        /** Receipt legs. */
        legs: screener.LegRules.$Properties[];

        /** Receipt rates. */
        rates: screener.CostRate.$Properties[];

        /** Receipt digest. */
        digest: string;

        /**
         * Encodes the specified Receipt message. Does not implicitly {@link screener.Receipt.verify|verify} messages.
         * @param message Receipt message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.Receipt.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Receipt message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.Receipt & screener.Receipt.$Shape} Receipt
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.Receipt & screener.Receipt.$Shape;

        /**
         * Gets the type url for Receipt
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Receipt {

        /** Properties of a Receipt. */
        interface $Properties {

            /** Receipt codeVersion */
            codeVersion?: (string|null);

            /** Receipt legs */
            legs?: (screener.LegRules.$Properties[]|null);

            /** Receipt rates */
            rates?: (screener.CostRate.$Properties[]|null);

            /** Receipt digest */
            digest?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Receipt. */
        type $Shape = screener.Receipt.$Properties;
    }

    /**
     * Properties of a LegRules.
     * @deprecated Use screener.LegRules.$Properties instead.
     */
    interface ILegRules extends screener.LegRules.$Properties {
    }

    /** Represents a LegRules. */
    class LegRules {

        /**
         * Constructs a new LegRules.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.LegRules.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** LegRules quantityStep. */
        quantityStep: number;

        /** LegRules minQuantity. */
        minQuantity: number;

        /** LegRules minNotional. */
        minNotional: number;

        /** LegRules feeSchedule. */
        feeSchedule: string;

        /** LegRules feeAsset. */
        feeAsset: string;

        /** LegRules unitFactor. */
        unitFactor: number;

        /** LegRules nativeBase. */
        nativeBase: string;

        /** LegRules nativeQuote. */
        nativeQuote: string;

        /**
         * Encodes the specified LegRules message. Does not implicitly {@link screener.LegRules.verify|verify} messages.
         * @param message LegRules message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.LegRules.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a LegRules message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.LegRules & screener.LegRules.$Shape} LegRules
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.LegRules & screener.LegRules.$Shape;

        /**
         * Gets the type url for LegRules
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace LegRules {

        /** Properties of a LegRules. */
        interface $Properties {

            /** LegRules quantityStep */
            quantityStep?: (number|null);

            /** LegRules minQuantity */
            minQuantity?: (number|null);

            /** LegRules minNotional */
            minNotional?: (number|null);

            /** LegRules feeSchedule */
            feeSchedule?: (string|null);

            /** LegRules feeAsset */
            feeAsset?: (string|null);

            /** LegRules unitFactor */
            unitFactor?: (number|null);

            /** LegRules nativeBase */
            nativeBase?: (string|null);

            /** LegRules nativeQuote */
            nativeQuote?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a LegRules. */
        type $Shape = screener.LegRules.$Properties;
    }

    /**
     * Properties of a CostRate.
     * @deprecated Use screener.CostRate.$Properties instead.
     */
    interface ICostRate extends screener.CostRate.$Properties {
    }

    /** Represents a CostRate. */
    class CostRate {

        /**
         * Constructs a new CostRate.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.CostRate.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CostRate asset. */
        asset: string;

        /** CostRate venue. */
        venue: string;

        /** CostRate symbol. */
        symbol: string;

        /** CostRate side. */
        side: string;

        /** CostRate amount. */
        amount: number;

        /** CostRate quote. */
        quote: number;

        /** CostRate takerBps. */
        takerBps: number;

        /** CostRate session. */
        session: number;

        /** CostRate sequence. */
        sequence: number;

        /** CostRate prices. */
        prices: number[];

        /** CostRate quantities. */
        quantities: number[];

        /** CostRate available. */
        available: number[];

        /** CostRate receivedTimeUs. */
        receivedTimeUs: number;

        /** CostRate proofTimeUs. */
        proofTimeUs: number;

        /**
         * Encodes the specified CostRate message. Does not implicitly {@link screener.CostRate.verify|verify} messages.
         * @param message CostRate message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.CostRate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CostRate message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.CostRate & screener.CostRate.$Shape} CostRate
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.CostRate & screener.CostRate.$Shape;

        /**
         * Gets the type url for CostRate
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace CostRate {

        /** Properties of a CostRate. */
        interface $Properties {

            /** CostRate asset */
            asset?: (string|null);

            /** CostRate venue */
            venue?: (string|null);

            /** CostRate symbol */
            symbol?: (string|null);

            /** CostRate side */
            side?: (string|null);

            /** CostRate amount */
            amount?: (number|null);

            /** CostRate quote */
            quote?: (number|null);

            /** CostRate takerBps */
            takerBps?: (number|null);

            /** CostRate session */
            session?: (number|null);

            /** CostRate sequence */
            sequence?: (number|null);

            /** CostRate prices */
            prices?: (number[]|null);

            /** CostRate quantities */
            quantities?: (number[]|null);

            /** CostRate available */
            available?: (number[]|null);

            /** CostRate receivedTimeUs */
            receivedTimeUs?: (number|null);

            /** CostRate proofTimeUs */
            proofTimeUs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a CostRate. */
        type $Shape = screener.CostRate.$Properties;
    }

    /**
     * Properties of a Survival.
     * @deprecated Use screener.Survival.$Properties instead.
     */
    interface ISurvival extends screener.Survival.$Properties {
    }

    /** Represents a Survival. */
    class Survival {

        /**
         * Constructs a new Survival.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.Survival.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Survival id. */
        id: string;

        /** Survival routeId. */
        routeId: string;

        /** Survival openedAtMs. */
        openedAtMs: number;

        /** Survival openedNetBps. */
        openedNetBps: number;

        /** Survival openedProfitQuote. */
        openedProfitQuote: number;

        /** Survival marks. */
        marks: screener.SurvivalMark.$Properties[];

        /**
         * Encodes the specified Survival message. Does not implicitly {@link screener.Survival.verify|verify} messages.
         * @param message Survival message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.Survival.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Survival message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.Survival & screener.Survival.$Shape} Survival
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.Survival & screener.Survival.$Shape;

        /**
         * Gets the type url for Survival
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Survival {

        /** Properties of a Survival. */
        interface $Properties {

            /** Survival id */
            id?: (string|null);

            /** Survival routeId */
            routeId?: (string|null);

            /** Survival openedAtMs */
            openedAtMs?: (number|null);

            /** Survival openedNetBps */
            openedNetBps?: (number|null);

            /** Survival openedProfitQuote */
            openedProfitQuote?: (number|null);

            /** Survival marks */
            marks?: (screener.SurvivalMark.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Survival. */
        type $Shape = screener.Survival.$Properties;
    }

    /**
     * Properties of an Opportunity.
     * @deprecated Use screener.Opportunity.$Properties instead.
     */
    interface IOpportunity extends screener.Opportunity.$Properties {
    }

    /** Represents an Opportunity. */
    class Opportunity {

        /**
         * Constructs a new Opportunity.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.Opportunity.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Opportunity id. */
        id: string;

        /** Opportunity routeId. */
        routeId: string;

        /** Opportunity kind. */
        kind: string;

        /** Opportunity symbol. */
        symbol: string;

        /** Opportunity base. */
        base: string;

        /** Opportunity quote. */
        quote: string;

        /** Opportunity legs. */
        legs: screener.Leg.$Properties[];

        /** Opportunity quantity. */
        quantity: number;

        /** Opportunity costQuote. */
        costQuote: number;

        /** Opportunity proceedsQuote. */
        proceedsQuote: number;

        /** Opportunity profitQuote. */
        profitQuote: number;

        /** Opportunity grossBps. */
        grossBps: number;

        /** Opportunity netBps. */
        netBps: number;

        /** Opportunity openedAtMs. */
        openedAtMs: number;

        /** Opportunity updatedAtUs. */
        updatedAtUs: number;

        /** Opportunity peakNetBps. */
        peakNetBps: number;

        /** Opportunity peakProfitQuote. */
        peakProfitQuote: number;

        /** Opportunity ageMs. */
        ageMs: number;

        /** Opportunity skewMs. */
        skewMs: number;

        /** Opportunity lifetimeUs. */
        lifetimeUs: number;

        /** Opportunity timeWeightedNetBps. */
        timeWeightedNetBps: number;

        /** Opportunity survival. */
        survival: screener.SurvivalMark.$Properties[];

        /** Opportunity assetBps. */
        assetBps: number;

        /** Opportunity rateBps. */
        rateBps: number;

        /** Opportunity exclusiveGroups. */
        exclusiveGroups: string[];

        /** Opportunity capacitySpentQuote. */
        capacitySpentQuote: number[];

        /** Opportunity capacityProfitQuote. */
        capacityProfitQuote: number[];

        /** Opportunity missedProfitQuote. */
        missedProfitQuote: number;

        /** Opportunity fixedCostQuote. */
        fixedCostQuote: number;

        /** Opportunity marks. */
        marks: string[];

        /**
         * Encodes the specified Opportunity message. Does not implicitly {@link screener.Opportunity.verify|verify} messages.
         * @param message Opportunity message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.Opportunity.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes an Opportunity message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.Opportunity & screener.Opportunity.$Shape} Opportunity
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.Opportunity & screener.Opportunity.$Shape;

        /**
         * Gets the type url for Opportunity
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Opportunity {

        /** Properties of an Opportunity. */
        interface $Properties {

            /** Opportunity id */
            id?: (string|null);

            /** Opportunity routeId */
            routeId?: (string|null);

            /** Opportunity kind */
            kind?: (string|null);

            /** Opportunity symbol */
            symbol?: (string|null);

            /** Opportunity base */
            base?: (string|null);

            /** Opportunity quote */
            quote?: (string|null);

            /** Opportunity legs */
            legs?: (screener.Leg.$Properties[]|null);

            /** Opportunity quantity */
            quantity?: (number|null);

            /** Opportunity costQuote */
            costQuote?: (number|null);

            /** Opportunity proceedsQuote */
            proceedsQuote?: (number|null);

            /** Opportunity profitQuote */
            profitQuote?: (number|null);

            /** Opportunity grossBps */
            grossBps?: (number|null);

            /** Opportunity netBps */
            netBps?: (number|null);

            /** Opportunity openedAtMs */
            openedAtMs?: (number|null);

            /** Opportunity updatedAtUs */
            updatedAtUs?: (number|null);

            /** Opportunity peakNetBps */
            peakNetBps?: (number|null);

            /** Opportunity peakProfitQuote */
            peakProfitQuote?: (number|null);

            /** Opportunity ageMs */
            ageMs?: (number|null);

            /** Opportunity skewMs */
            skewMs?: (number|null);

            /** Opportunity lifetimeUs */
            lifetimeUs?: (number|null);

            /** Opportunity timeWeightedNetBps */
            timeWeightedNetBps?: (number|null);

            /** Opportunity survival */
            survival?: (screener.SurvivalMark.$Properties[]|null);

            /** Opportunity assetBps */
            assetBps?: (number|null);

            /** Opportunity rateBps */
            rateBps?: (number|null);

            /** Opportunity exclusiveGroups */
            exclusiveGroups?: (string[]|null);

            /** Opportunity capacitySpentQuote */
            capacitySpentQuote?: (number[]|null);

            /** Opportunity capacityProfitQuote */
            capacityProfitQuote?: (number[]|null);

            /** Opportunity missedProfitQuote */
            missedProfitQuote?: (number|null);

            /** Opportunity fixedCostQuote */
            fixedCostQuote?: (number|null);

            /** Opportunity marks */
            marks?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of an Opportunity. */
        type $Shape = screener.Opportunity.$Properties;
    }

    /**
     * Properties of a SurvivalMark.
     * @deprecated Use screener.SurvivalMark.$Properties instead.
     */
    interface ISurvivalMark extends screener.SurvivalMark.$Properties {
    }

    /** Represents a SurvivalMark. */
    class SurvivalMark {

        /**
         * Constructs a new SurvivalMark.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.SurvivalMark.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SurvivalMark afterMs. */
        afterMs: number;

        /** SurvivalMark pricedAfterMs. */
        pricedAfterMs: number;

        /** SurvivalMark known. */
        known: boolean;

        /** SurvivalMark netBps. */
        netBps: number;

        /** SurvivalMark profitQuote. */
        profitQuote: number;

        /**
         * Encodes the specified SurvivalMark message. Does not implicitly {@link screener.SurvivalMark.verify|verify} messages.
         * @param message SurvivalMark message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.SurvivalMark.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SurvivalMark message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.SurvivalMark & screener.SurvivalMark.$Shape} SurvivalMark
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.SurvivalMark & screener.SurvivalMark.$Shape;

        /**
         * Gets the type url for SurvivalMark
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace SurvivalMark {

        /** Properties of a SurvivalMark. */
        interface $Properties {

            /** SurvivalMark afterMs */
            afterMs?: (number|null);

            /** SurvivalMark pricedAfterMs */
            pricedAfterMs?: (number|null);

            /** SurvivalMark known */
            known?: (boolean|null);

            /** SurvivalMark netBps */
            netBps?: (number|null);

            /** SurvivalMark profitQuote */
            profitQuote?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SurvivalMark. */
        type $Shape = screener.SurvivalMark.$Properties;
    }

    /**
     * Properties of a Leg.
     * @deprecated Use screener.Leg.$Properties instead.
     */
    interface ILeg extends screener.Leg.$Properties {
    }

    /** Represents a Leg. */
    class Leg {

        /**
         * Constructs a new Leg.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.Leg.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** Leg venue. */
        venue: string;

        /** Leg symbol. */
        symbol: string;

        /** Leg side. */
        side: string;

        /** Leg vwap. */
        vwap: number;

        /** Leg worstPrice. */
        worstPrice: number;

        /** Leg quantity. */
        quantity: number;

        /** Leg notional. */
        notional: number;

        /** Leg takerBps. */
        takerBps: number;

        /** Leg feeQuote. */
        feeQuote: number;

        /** Leg session. */
        session: number;

        /** Leg sequence. */
        sequence: number;

        /** Leg prices. */
        prices: number[];

        /** Leg quantities. */
        quantities: number[];

        /** Leg exchangeTimeMs. */
        exchangeTimeMs: number;

        /** Leg receivedTimeUs. */
        receivedTimeUs: number;

        /** Leg proofTimeUs. */
        proofTimeUs: number;

        /** Leg syncedTimeUs. */
        syncedTimeUs: number;

        /** Leg available. */
        available: number[];

        /** Leg base. */
        base: string;

        /** Leg quote. */
        quote: string;

        /** Leg leftover. */
        leftover: number;

        /** Leg isRate. */
        isRate: boolean;

        /** Leg fixedCost. */
        fixedCost: number;

        /** Leg fixedCostAsset. */
        fixedCostAsset: string;

        /** Leg fixedCostQuote. */
        fixedCostQuote: number;

        /** Leg origin. */
        origin: string;

        /**
         * Encodes the specified Leg message. Does not implicitly {@link screener.Leg.verify|verify} messages.
         * @param message Leg message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.Leg.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a Leg message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.Leg & screener.Leg.$Shape} Leg
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.Leg & screener.Leg.$Shape;

        /**
         * Gets the type url for Leg
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace Leg {

        /** Properties of a Leg. */
        interface $Properties {

            /** Leg venue */
            venue?: (string|null);

            /** Leg symbol */
            symbol?: (string|null);

            /** Leg side */
            side?: (string|null);

            /** Leg vwap */
            vwap?: (number|null);

            /** Leg worstPrice */
            worstPrice?: (number|null);

            /** Leg quantity */
            quantity?: (number|null);

            /** Leg notional */
            notional?: (number|null);

            /** Leg takerBps */
            takerBps?: (number|null);

            /** Leg feeQuote */
            feeQuote?: (number|null);

            /** Leg session */
            session?: (number|null);

            /** Leg sequence */
            sequence?: (number|null);

            /** Leg prices */
            prices?: (number[]|null);

            /** Leg quantities */
            quantities?: (number[]|null);

            /** Leg exchangeTimeMs */
            exchangeTimeMs?: (number|null);

            /** Leg receivedTimeUs */
            receivedTimeUs?: (number|null);

            /** Leg proofTimeUs */
            proofTimeUs?: (number|null);

            /** Leg syncedTimeUs */
            syncedTimeUs?: (number|null);

            /** Leg available */
            available?: (number[]|null);

            /** Leg base */
            base?: (string|null);

            /** Leg quote */
            quote?: (string|null);

            /** Leg leftover */
            leftover?: (number|null);

            /** Leg isRate */
            isRate?: (boolean|null);

            /** Leg fixedCost */
            fixedCost?: (number|null);

            /** Leg fixedCostAsset */
            fixedCostAsset?: (string|null);

            /** Leg fixedCostQuote */
            fixedCostQuote?: (number|null);

            /** Leg origin */
            origin?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a Leg. */
        type $Shape = screener.Leg.$Properties;
    }

    /**
     * Properties of a VerdictBatch.
     * @deprecated Use screener.VerdictBatch.$Properties instead.
     */
    interface IVerdictBatch extends screener.VerdictBatch.$Properties {
    }

    /** Represents a VerdictBatch. */
    class VerdictBatch {

        /**
         * Constructs a new VerdictBatch.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.VerdictBatch.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VerdictBatch atUs. */
        atUs: number;

        /** VerdictBatch instance. */
        instance: string;

        /** VerdictBatch routes. */
        routes: number;

        /** VerdictBatch counts. */
        counts: { [k: string]: number };

        /** VerdictBatch verdicts. */
        verdicts: screener.RouteVerdict.$Properties[];

        /**
         * Encodes the specified VerdictBatch message. Does not implicitly {@link screener.VerdictBatch.verify|verify} messages.
         * @param message VerdictBatch message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.VerdictBatch.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VerdictBatch message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.VerdictBatch & screener.VerdictBatch.$Shape} VerdictBatch
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.VerdictBatch & screener.VerdictBatch.$Shape;

        /**
         * Gets the type url for VerdictBatch
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace VerdictBatch {

        /** Properties of a VerdictBatch. */
        interface $Properties {

            /** VerdictBatch atUs */
            atUs?: (number|null);

            /** VerdictBatch instance */
            instance?: (string|null);

            /** VerdictBatch routes */
            routes?: (number|null);

            /** VerdictBatch counts */
            counts?: ({ [k: string]: number }|null);

            /** VerdictBatch verdicts */
            verdicts?: (screener.RouteVerdict.$Properties[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VerdictBatch. */
        type $Shape = screener.VerdictBatch.$Properties;
    }

    /**
     * Properties of a RouteVerdict.
     * @deprecated Use screener.RouteVerdict.$Properties instead.
     */
    interface IRouteVerdict extends screener.RouteVerdict.$Properties {
    }

    /** Represents a RouteVerdict. */
    class RouteVerdict {

        /**
         * Constructs a new RouteVerdict.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.RouteVerdict.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** RouteVerdict routeId. */
        routeId: string;

        /** RouteVerdict rule. */
        rule: string;

        /** RouteVerdict margin. */
        margin: number;

        /** RouteVerdict detail. */
        detail: string;

        /** RouteVerdict atUs. */
        atUs: number;

        /**
         * Encodes the specified RouteVerdict message. Does not implicitly {@link screener.RouteVerdict.verify|verify} messages.
         * @param message RouteVerdict message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.RouteVerdict.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RouteVerdict message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.RouteVerdict & screener.RouteVerdict.$Shape} RouteVerdict
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.RouteVerdict & screener.RouteVerdict.$Shape;

        /**
         * Gets the type url for RouteVerdict
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace RouteVerdict {

        /** Properties of a RouteVerdict. */
        interface $Properties {

            /** RouteVerdict routeId */
            routeId?: (string|null);

            /** RouteVerdict rule */
            rule?: (string|null);

            /** RouteVerdict margin */
            margin?: (number|null);

            /** RouteVerdict detail */
            detail?: (string|null);

            /** RouteVerdict atUs */
            atUs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RouteVerdict. */
        type $Shape = screener.RouteVerdict.$Properties;
    }

    /**
     * Properties of a CollectorCommand.
     * @deprecated Use screener.CollectorCommand.$Properties instead.
     */
    interface ICollectorCommand extends screener.CollectorCommand.$Properties {
    }

    /** Represents a CollectorCommand. */
    class CollectorCommand {

        /**
         * Constructs a new CollectorCommand.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.CollectorCommand.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** CollectorCommand resyncBook. */
        resyncBook?: (screener.ResyncBook.$Properties|null);

        /** CollectorCommand resyncShard. */
        resyncShard?: (screener.ResyncShard.$Properties|null);

        /** CollectorCommand desired. */
        desired?: (screener.DesiredSubscriptions.$Properties|null);

        /** CollectorCommand issuedBy. */
        issuedBy: string;

        /** CollectorCommand atUs. */
        atUs: number;

        /** CollectorCommand command. */
        command?: ("resyncBook"|"resyncShard"|"desired");

        /**
         * Encodes the specified CollectorCommand message. Does not implicitly {@link screener.CollectorCommand.verify|verify} messages.
         * @param message CollectorCommand message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.CollectorCommand.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a CollectorCommand message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.CollectorCommand & screener.CollectorCommand.$Shape} CollectorCommand
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.CollectorCommand & screener.CollectorCommand.$Shape;

        /**
         * Gets the type url for CollectorCommand
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace CollectorCommand {

        /** Properties of a CollectorCommand. */
        interface $Properties {

            /** CollectorCommand resyncBook */
            resyncBook?: (screener.ResyncBook.$Properties|null);

            /** CollectorCommand resyncShard */
            resyncShard?: (screener.ResyncShard.$Properties|null);

            /** CollectorCommand desired */
            desired?: (screener.DesiredSubscriptions.$Properties|null);

            /** CollectorCommand issuedBy */
            issuedBy?: (string|null);

            /** CollectorCommand atUs */
            atUs?: (number|null);

            /** CollectorCommand command */
            command?: ("resyncBook"|"resyncShard"|"desired");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a CollectorCommand. */
        type $Shape = {
          resyncBook?: screener.ResyncBook.$Shape|null;
          resyncShard?: screener.ResyncShard.$Shape|null;
          desired?: screener.DesiredSubscriptions.$Shape|null;
          issuedBy?: string|null;
          atUs?: number|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ command?: undefined; resyncBook?: null; resyncShard?: null; desired?: null }|{ command?: "resyncBook"; resyncBook: screener.ResyncBook.$Shape; resyncShard?: null; desired?: null }|{ command?: "resyncShard"; resyncBook?: null; resyncShard: screener.ResyncShard.$Shape; desired?: null }|{ command?: "desired"; resyncBook?: null; resyncShard?: null; desired: screener.DesiredSubscriptions.$Shape })
        );
    }

    /**
     * Properties of a ResyncBook.
     * @deprecated Use screener.ResyncBook.$Properties instead.
     */
    interface IResyncBook extends screener.ResyncBook.$Properties {
    }

    /** Represents a ResyncBook. */
    class ResyncBook {

        /**
         * Constructs a new ResyncBook.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.ResyncBook.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ResyncBook symbol. */
        symbol: string;

        /** ResyncBook shard. */
        shard: number;

        /** ResyncBook session. */
        session: number;

        /** ResyncBook reason. */
        reason: string;

        /**
         * Encodes the specified ResyncBook message. Does not implicitly {@link screener.ResyncBook.verify|verify} messages.
         * @param message ResyncBook message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.ResyncBook.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ResyncBook message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.ResyncBook & screener.ResyncBook.$Shape} ResyncBook
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.ResyncBook & screener.ResyncBook.$Shape;

        /**
         * Gets the type url for ResyncBook
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ResyncBook {

        /** Properties of a ResyncBook. */
        interface $Properties {

            /** ResyncBook symbol */
            symbol?: (string|null);

            /** ResyncBook shard */
            shard?: (number|null);

            /** ResyncBook session */
            session?: (number|null);

            /** ResyncBook reason */
            reason?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ResyncBook. */
        type $Shape = screener.ResyncBook.$Properties;
    }

    /**
     * Properties of a ResyncShard.
     * @deprecated Use screener.ResyncShard.$Properties instead.
     */
    interface IResyncShard extends screener.ResyncShard.$Properties {
    }

    /** Represents a ResyncShard. */
    class ResyncShard {

        /**
         * Constructs a new ResyncShard.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.ResyncShard.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ResyncShard shard. */
        shard: number;

        /** ResyncShard reason. */
        reason: string;

        /**
         * Encodes the specified ResyncShard message. Does not implicitly {@link screener.ResyncShard.verify|verify} messages.
         * @param message ResyncShard message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.ResyncShard.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ResyncShard message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.ResyncShard & screener.ResyncShard.$Shape} ResyncShard
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.ResyncShard & screener.ResyncShard.$Shape;

        /**
         * Gets the type url for ResyncShard
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ResyncShard {

        /** Properties of a ResyncShard. */
        interface $Properties {

            /** ResyncShard shard */
            shard?: (number|null);

            /** ResyncShard reason */
            reason?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ResyncShard. */
        type $Shape = screener.ResyncShard.$Properties;
    }

    /**
     * Properties of a DesiredSubscriptions.
     * @deprecated Use screener.DesiredSubscriptions.$Properties instead.
     */
    interface IDesiredSubscriptions extends screener.DesiredSubscriptions.$Properties {
    }

    /** Represents a DesiredSubscriptions. */
    class DesiredSubscriptions {

        /**
         * Constructs a new DesiredSubscriptions.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.DesiredSubscriptions.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** DesiredSubscriptions revision. */
        revision: number;

        /** DesiredSubscriptions deep. */
        deep: string[];

        /** DesiredSubscriptions top. */
        top: string[];

        /**
         * Encodes the specified DesiredSubscriptions message. Does not implicitly {@link screener.DesiredSubscriptions.verify|verify} messages.
         * @param message DesiredSubscriptions message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.DesiredSubscriptions.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a DesiredSubscriptions message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.DesiredSubscriptions & screener.DesiredSubscriptions.$Shape} DesiredSubscriptions
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.DesiredSubscriptions & screener.DesiredSubscriptions.$Shape;

        /**
         * Gets the type url for DesiredSubscriptions
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace DesiredSubscriptions {

        /** Properties of a DesiredSubscriptions. */
        interface $Properties {

            /** DesiredSubscriptions revision */
            revision?: (number|null);

            /** DesiredSubscriptions deep */
            deep?: (string[]|null);

            /** DesiredSubscriptions top */
            top?: (string[]|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a DesiredSubscriptions. */
        type $Shape = screener.DesiredSubscriptions.$Properties;
    }

    /**
     * Properties of a SubscriptionRequest.
     * @deprecated Use screener.SubscriptionRequest.$Properties instead.
     */
    interface ISubscriptionRequest extends screener.SubscriptionRequest.$Properties {
    }

    /** Represents a SubscriptionRequest. */
    class SubscriptionRequest {

        /**
         * Constructs a new SubscriptionRequest.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.SubscriptionRequest.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SubscriptionRequest wishes. */
        wishes: screener.SubscriptionWish.$Properties[];

        /** SubscriptionRequest origin. */
        origin: string;

        /** SubscriptionRequest issuedBy. */
        issuedBy: string;

        /** SubscriptionRequest atUs. */
        atUs: number;

        /**
         * Encodes the specified SubscriptionRequest message. Does not implicitly {@link screener.SubscriptionRequest.verify|verify} messages.
         * @param message SubscriptionRequest message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.SubscriptionRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SubscriptionRequest message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.SubscriptionRequest & screener.SubscriptionRequest.$Shape} SubscriptionRequest
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.SubscriptionRequest & screener.SubscriptionRequest.$Shape;

        /**
         * Gets the type url for SubscriptionRequest
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace SubscriptionRequest {

        /** Properties of a SubscriptionRequest. */
        interface $Properties {

            /** SubscriptionRequest wishes */
            wishes?: (screener.SubscriptionWish.$Properties[]|null);

            /** SubscriptionRequest origin */
            origin?: (string|null);

            /** SubscriptionRequest issuedBy */
            issuedBy?: (string|null);

            /** SubscriptionRequest atUs */
            atUs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SubscriptionRequest. */
        type $Shape = screener.SubscriptionRequest.$Properties;
    }

    /**
     * Properties of a SubscriptionWish.
     * @deprecated Use screener.SubscriptionWish.$Properties instead.
     */
    interface ISubscriptionWish extends screener.SubscriptionWish.$Properties {
    }

    /** Represents a SubscriptionWish. */
    class SubscriptionWish {

        /**
         * Constructs a new SubscriptionWish.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.SubscriptionWish.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SubscriptionWish venue. */
        venue: string;

        /** SubscriptionWish symbol. */
        symbol: string;

        /** SubscriptionWish depth. */
        depth: string;

        /** SubscriptionWish seconds. */
        seconds: number;

        /**
         * Encodes the specified SubscriptionWish message. Does not implicitly {@link screener.SubscriptionWish.verify|verify} messages.
         * @param message SubscriptionWish message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.SubscriptionWish.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SubscriptionWish message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.SubscriptionWish & screener.SubscriptionWish.$Shape} SubscriptionWish
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.SubscriptionWish & screener.SubscriptionWish.$Shape;

        /**
         * Gets the type url for SubscriptionWish
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace SubscriptionWish {

        /** Properties of a SubscriptionWish. */
        interface $Properties {

            /** SubscriptionWish venue */
            venue?: (string|null);

            /** SubscriptionWish symbol */
            symbol?: (string|null);

            /** SubscriptionWish depth */
            depth?: (string|null);

            /** SubscriptionWish seconds */
            seconds?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SubscriptionWish. */
        type $Shape = screener.SubscriptionWish.$Properties;
    }

    /**
     * Properties of a ServiceStatus.
     * @deprecated Use screener.ServiceStatus.$Properties instead.
     */
    interface IServiceStatus extends screener.ServiceStatus.$Properties {
    }

    /** Represents a ServiceStatus. */
    class ServiceStatus {

        /**
         * Constructs a new ServiceStatus.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.ServiceStatus.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ServiceStatus service. */
        service: string;

        /** ServiceStatus instance. */
        instance: string;

        /** ServiceStatus healthy. */
        healthy: boolean;

        /** ServiceStatus venue. */
        venue: string;

        /** ServiceStatus shards. */
        shards: number[];

        /** ServiceStatus startedAtMs. */
        startedAtMs: number;

        /** ServiceStatus atMs. */
        atMs: number;

        /** ServiceStatus counters. */
        counters: { [k: string]: number };

        /** ServiceStatus detail. */
        detail: string;

        /** ServiceStatus progress. */
        progress?: (screener.SubscriptionProgress.$Properties|null);

        /**
         * Encodes the specified ServiceStatus message. Does not implicitly {@link screener.ServiceStatus.verify|verify} messages.
         * @param message ServiceStatus message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.ServiceStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ServiceStatus message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.ServiceStatus & screener.ServiceStatus.$Shape} ServiceStatus
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.ServiceStatus & screener.ServiceStatus.$Shape;

        /**
         * Gets the type url for ServiceStatus
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ServiceStatus {

        /** Properties of a ServiceStatus. */
        interface $Properties {

            /** ServiceStatus service */
            service?: (string|null);

            /** ServiceStatus instance */
            instance?: (string|null);

            /** ServiceStatus healthy */
            healthy?: (boolean|null);

            /** ServiceStatus venue */
            venue?: (string|null);

            /** ServiceStatus shards */
            shards?: (number[]|null);

            /** ServiceStatus startedAtMs */
            startedAtMs?: (number|null);

            /** ServiceStatus atMs */
            atMs?: (number|null);

            /** ServiceStatus counters */
            counters?: ({ [k: string]: number }|null);

            /** ServiceStatus detail */
            detail?: (string|null);

            /** ServiceStatus progress */
            progress?: (screener.SubscriptionProgress.$Properties|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ServiceStatus. */
        type $Shape = screener.ServiceStatus.$Properties;
    }

    /**
     * Properties of a SubscriptionProgress.
     * @deprecated Use screener.SubscriptionProgress.$Properties instead.
     */
    interface ISubscriptionProgress extends screener.SubscriptionProgress.$Properties {
    }

    /** Represents a SubscriptionProgress. */
    class SubscriptionProgress {

        /**
         * Constructs a new SubscriptionProgress.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.SubscriptionProgress.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SubscriptionProgress revision. */
        revision: number;

        /** SubscriptionProgress unconfirmed. */
        unconfirmed: string[];

        /** SubscriptionProgress refused. */
        refused: screener.SubscriptionRefusal.$Properties[];

        /** SubscriptionProgress mostDeep. */
        mostDeep: number;

        /** SubscriptionProgress mostTop. */
        mostTop: number;

        /**
         * Encodes the specified SubscriptionProgress message. Does not implicitly {@link screener.SubscriptionProgress.verify|verify} messages.
         * @param message SubscriptionProgress message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.SubscriptionProgress.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SubscriptionProgress message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.SubscriptionProgress & screener.SubscriptionProgress.$Shape} SubscriptionProgress
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.SubscriptionProgress & screener.SubscriptionProgress.$Shape;

        /**
         * Gets the type url for SubscriptionProgress
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace SubscriptionProgress {

        /** Properties of a SubscriptionProgress. */
        interface $Properties {

            /** SubscriptionProgress revision */
            revision?: (number|null);

            /** SubscriptionProgress unconfirmed */
            unconfirmed?: (string[]|null);

            /** SubscriptionProgress refused */
            refused?: (screener.SubscriptionRefusal.$Properties[]|null);

            /** SubscriptionProgress mostDeep */
            mostDeep?: (number|null);

            /** SubscriptionProgress mostTop */
            mostTop?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SubscriptionProgress. */
        type $Shape = screener.SubscriptionProgress.$Properties;
    }

    /**
     * Properties of a SubscriptionRefusal.
     * @deprecated Use screener.SubscriptionRefusal.$Properties instead.
     */
    interface ISubscriptionRefusal extends screener.SubscriptionRefusal.$Properties {
    }

    /** Represents a SubscriptionRefusal. */
    class SubscriptionRefusal {

        /**
         * Constructs a new SubscriptionRefusal.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.SubscriptionRefusal.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SubscriptionRefusal symbol. */
        symbol: string;

        /** SubscriptionRefusal reason. */
        reason: string;

        /**
         * Encodes the specified SubscriptionRefusal message. Does not implicitly {@link screener.SubscriptionRefusal.verify|verify} messages.
         * @param message SubscriptionRefusal message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.SubscriptionRefusal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SubscriptionRefusal message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.SubscriptionRefusal & screener.SubscriptionRefusal.$Shape} SubscriptionRefusal
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.SubscriptionRefusal & screener.SubscriptionRefusal.$Shape;

        /**
         * Gets the type url for SubscriptionRefusal
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace SubscriptionRefusal {

        /** Properties of a SubscriptionRefusal. */
        interface $Properties {

            /** SubscriptionRefusal symbol */
            symbol?: (string|null);

            /** SubscriptionRefusal reason */
            reason?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SubscriptionRefusal. */
        type $Shape = screener.SubscriptionRefusal.$Properties;
    }
}

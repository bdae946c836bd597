import * as $protobuf from "protobufjs";

/** Namespace screener. */
export namespace screener {

    /**
     * Properties of a ServerMessage.
     * @deprecated Use screener.ServerMessage.$Properties instead.
     */
    interface IServerMessage extends screener.ServerMessage.$Properties {
    }

    /** Represents a ServerMessage. */
    class ServerMessage {

        /**
         * Constructs a new ServerMessage.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.ServerMessage.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ServerMessage fullState. */
        fullState?: (screener.FullState.$Properties|null);

        /** ServerMessage update. */
        update?: (screener.StateUpdate.$Properties|null);

        /** ServerMessage error. */
        error?: (screener.ServerError.$Properties|null);

        /** ServerMessage atUs. */
        atUs: number;

        /** ServerMessage number. */
        number: number;

        /** ServerMessage message. */
        message?: ("fullState"|"update"|"error");

        /**
         * Encodes the specified ServerMessage message. Does not implicitly {@link screener.ServerMessage.verify|verify} messages.
         * @param message ServerMessage message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.ServerMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ServerMessage message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.ServerMessage & screener.ServerMessage.$Shape} ServerMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.ServerMessage & screener.ServerMessage.$Shape;

        /**
         * Gets the type url for ServerMessage
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ServerMessage {

        /** Properties of a ServerMessage. */
        interface $Properties {

            /** ServerMessage fullState */
            fullState?: (screener.FullState.$Properties|null);

            /** ServerMessage update */
            update?: (screener.StateUpdate.$Properties|null);

            /** ServerMessage error */
            error?: (screener.ServerError.$Properties|null);

            /** ServerMessage atUs */
            atUs?: (number|null);

            /** ServerMessage number */
            number?: (number|null);

            /** ServerMessage message */
            message?: ("fullState"|"update"|"error");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a ServerMessage. */
        type $Shape = {
          fullState?: screener.FullState.$Shape|null;
          update?: screener.StateUpdate.$Shape|null;
          error?: screener.ServerError.$Shape|null;
          atUs?: number|null;
          number?: number|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ message?: undefined; fullState?: null; update?: null; error?: null }|{ message?: "fullState"; fullState: screener.FullState.$Shape; update?: null; error?: null }|{ message?: "update"; fullState?: null; update: screener.StateUpdate.$Shape; error?: null }|{ message?: "error"; fullState?: null; update?: null; error: screener.ServerError.$Shape })
        );
    }

    /**
     * Properties of a FullState.
     * @deprecated Use screener.FullState.$Properties instead.
     */
    interface IFullState extends screener.FullState.$Properties {
    }

    /** Represents a FullState. */
    class FullState {

        /**
         * Constructs a new FullState.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.FullState.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** FullState opportunities. */
        opportunities: screener.Opportunity.$Properties[];

        /** FullState venues. */
        venues: screener.VenueHealth.$Properties[];

        /** FullState live. */
        live: boolean;

        /** FullState simulated. */
        simulated: boolean;

        /** FullState version. */
        version: string;

        /**
         * Encodes the specified FullState message. Does not implicitly {@link screener.FullState.verify|verify} messages.
         * @param message FullState message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.FullState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a FullState message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.FullState & screener.FullState.$Shape} FullState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.FullState & screener.FullState.$Shape;

        /**
         * Gets the type url for FullState
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace FullState {

        /** Properties of a FullState. */
        interface $Properties {

            /** FullState opportunities */
            opportunities?: (screener.Opportunity.$Properties[]|null);

            /** FullState venues */
            venues?: (screener.VenueHealth.$Properties[]|null);

            /** FullState live */
            live?: (boolean|null);

            /** FullState simulated */
            simulated?: (boolean|null);

            /** FullState version */
            version?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a FullState. */
        type $Shape = screener.FullState.$Properties;
    }

    /**
     * Properties of a StateUpdate.
     * @deprecated Use screener.StateUpdate.$Properties instead.
     */
    interface IStateUpdate extends screener.StateUpdate.$Properties {
    }

    /** Represents a StateUpdate. */
    class StateUpdate {

        /**
         * Constructs a new StateUpdate.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.StateUpdate.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** StateUpdate changed. */
        changed: screener.Opportunity.$Properties[];

        /** StateUpdate closed. */
        closed: screener.ClosedOpportunity.$Properties[];

        /** StateUpdate venues. */
        venues: screener.VenueHealth.$Properties[];

        /** StateUpdate live. */
        live: boolean;

        /**
         * Encodes the specified StateUpdate message. Does not implicitly {@link screener.StateUpdate.verify|verify} messages.
         * @param message StateUpdate message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.StateUpdate.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a StateUpdate message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.StateUpdate & screener.StateUpdate.$Shape} StateUpdate
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.StateUpdate & screener.StateUpdate.$Shape;

        /**
         * Gets the type url for StateUpdate
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace StateUpdate {

        /** Properties of a StateUpdate. */
        interface $Properties {

            /** StateUpdate changed */
            changed?: (screener.Opportunity.$Properties[]|null);

            /** StateUpdate closed */
            closed?: (screener.ClosedOpportunity.$Properties[]|null);

            /** StateUpdate venues */
            venues?: (screener.VenueHealth.$Properties[]|null);

            /** StateUpdate live */
            live?: (boolean|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a StateUpdate. */
        type $Shape = screener.StateUpdate.$Properties;
    }

    /**
     * Properties of a ClosedOpportunity.
     * @deprecated Use screener.ClosedOpportunity.$Properties instead.
     */
    interface IClosedOpportunity extends screener.ClosedOpportunity.$Properties {
    }

    /** Represents a ClosedOpportunity. */
    class ClosedOpportunity {

        /**
         * Constructs a new ClosedOpportunity.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.ClosedOpportunity.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ClosedOpportunity id. */
        id: string;

        /** ClosedOpportunity reason. */
        reason: string;

        /**
         * Encodes the specified ClosedOpportunity message. Does not implicitly {@link screener.ClosedOpportunity.verify|verify} messages.
         * @param message ClosedOpportunity message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.ClosedOpportunity.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ClosedOpportunity message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.ClosedOpportunity & screener.ClosedOpportunity.$Shape} ClosedOpportunity
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.ClosedOpportunity & screener.ClosedOpportunity.$Shape;

        /**
         * Gets the type url for ClosedOpportunity
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ClosedOpportunity {

        /** Properties of a ClosedOpportunity. */
        interface $Properties {

            /** ClosedOpportunity id */
            id?: (string|null);

            /** ClosedOpportunity reason */
            reason?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ClosedOpportunity. */
        type $Shape = screener.ClosedOpportunity.$Properties;
    }

    /**
     * Properties of a VenueHealth.
     * @deprecated Use screener.VenueHealth.$Properties instead.
     */
    interface IVenueHealth extends screener.VenueHealth.$Properties {
    }

    /** Represents a VenueHealth. */
    class VenueHealth {

        /**
         * Constructs a new VenueHealth.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.VenueHealth.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** VenueHealth venue. */
        venue: string;

        /** VenueHealth state. */
        state: string;

        /** VenueHealth liveBooks. */
        liveBooks: number;

        /** VenueHealth syncingBooks. */
        syncingBooks: number;

        /** VenueHealth suspectBooks. */
        suspectBooks: number;

        /** VenueHealth downBooks. */
        downBooks: number;

        /** VenueHealth proofAgeMs. */
        proofAgeMs: number;

        /** VenueHealth sinceMs. */
        sinceMs: number;

        /** VenueHealth reason. */
        reason: string;

        /** VenueHealth rejectedSymbols. */
        rejectedSymbols: number;

        /** VenueHealth name. */
        name: string;

        /**
         * Encodes the specified VenueHealth message. Does not implicitly {@link screener.VenueHealth.verify|verify} messages.
         * @param message VenueHealth message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.VenueHealth.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a VenueHealth message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.VenueHealth & screener.VenueHealth.$Shape} VenueHealth
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.VenueHealth & screener.VenueHealth.$Shape;

        /**
         * Gets the type url for VenueHealth
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace VenueHealth {

        /** Properties of a VenueHealth. */
        interface $Properties {

            /** VenueHealth venue */
            venue?: (string|null);

            /** VenueHealth state */
            state?: (string|null);

            /** VenueHealth liveBooks */
            liveBooks?: (number|null);

            /** VenueHealth syncingBooks */
            syncingBooks?: (number|null);

            /** VenueHealth suspectBooks */
            suspectBooks?: (number|null);

            /** VenueHealth downBooks */
            downBooks?: (number|null);

            /** VenueHealth proofAgeMs */
            proofAgeMs?: (number|null);

            /** VenueHealth sinceMs */
            sinceMs?: (number|null);

            /** VenueHealth reason */
            reason?: (string|null);

            /** VenueHealth rejectedSymbols */
            rejectedSymbols?: (number|null);

            /** VenueHealth name */
            name?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a VenueHealth. */
        type $Shape = screener.VenueHealth.$Properties;
    }

    /**
     * Properties of a ServerError.
     * @deprecated Use screener.ServerError.$Properties instead.
     */
    interface IServerError extends screener.ServerError.$Properties {
    }

    /** Represents a ServerError. */
    class ServerError {

        /**
         * Constructs a new ServerError.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.ServerError.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ServerError code. */
        code: string;

        /** ServerError message. */
        message: string;

        /**
         * Encodes the specified ServerError message. Does not implicitly {@link screener.ServerError.verify|verify} messages.
         * @param message ServerError message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.ServerError.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ServerError message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.ServerError & screener.ServerError.$Shape} ServerError
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.ServerError & screener.ServerError.$Shape;

        /**
         * Gets the type url for ServerError
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ServerError {

        /** Properties of a ServerError. */
        interface $Properties {

            /** ServerError code */
            code?: (string|null);

            /** ServerError message */
            message?: (string|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a ServerError. */
        type $Shape = screener.ServerError.$Properties;
    }

    /**
     * Properties of a ClientMessage.
     * @deprecated Use screener.ClientMessage.$Properties instead.
     */
    interface IClientMessage extends screener.ClientMessage.$Properties {
    }

    /** Represents a ClientMessage. */
    class ClientMessage {

        /**
         * Constructs a new ClientMessage.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.ClientMessage.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** ClientMessage requestFullState. */
        requestFullState?: (screener.RequestFullState.$Properties|null);

        /** ClientMessage setPace. */
        setPace?: (screener.SetPace.$Properties|null);

        /** ClientMessage message. */
        message?: ("requestFullState"|"setPace");

        /**
         * Encodes the specified ClientMessage message. Does not implicitly {@link screener.ClientMessage.verify|verify} messages.
         * @param message ClientMessage message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.ClientMessage.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a ClientMessage message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.ClientMessage & screener.ClientMessage.$Shape} ClientMessage
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.ClientMessage & screener.ClientMessage.$Shape;

        /**
         * Gets the type url for ClientMessage
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace ClientMessage {

        /** Properties of a ClientMessage. */
        interface $Properties {

            /** ClientMessage requestFullState */
            requestFullState?: (screener.RequestFullState.$Properties|null);

            /** ClientMessage setPace */
            setPace?: (screener.SetPace.$Properties|null);

            /** ClientMessage message */
            message?: ("requestFullState"|"setPace");

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Narrowed shape of a ClientMessage. */
        type $Shape = {
          requestFullState?: screener.RequestFullState.$Shape|null;
          setPace?: screener.SetPace.$Shape|null;
          $unknowns?: Uint8Array[];
        } & (
          ({ message?: undefined; requestFullState?: null; setPace?: null }|{ message?: "requestFullState"; requestFullState: screener.RequestFullState.$Shape; setPace?: null }|{ message?: "setPace"; requestFullState?: null; setPace: screener.SetPace.$Shape })
        );
    }

    /**
     * Properties of a RequestFullState.
     * @deprecated Use screener.RequestFullState.$Properties instead.
     */
    interface IRequestFullState extends screener.RequestFullState.$Properties {
    }

    /** Represents a RequestFullState. */
    class RequestFullState {

        /**
         * Constructs a new RequestFullState.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.RequestFullState.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /**
         * Encodes the specified RequestFullState message. Does not implicitly {@link screener.RequestFullState.verify|verify} messages.
         * @param message RequestFullState message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.RequestFullState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a RequestFullState message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.RequestFullState & screener.RequestFullState.$Shape} RequestFullState
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.RequestFullState & screener.RequestFullState.$Shape;

        /**
         * Gets the type url for RequestFullState
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace RequestFullState {

        /** Properties of a RequestFullState. */
        interface $Properties {

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a RequestFullState. */
        type $Shape = screener.RequestFullState.$Properties;
    }

    /**
     * Properties of a SetPace.
     * @deprecated Use screener.SetPace.$Properties instead.
     */
    interface ISetPace extends screener.SetPace.$Properties {
    }

    /** Represents a SetPace. */
    class SetPace {

        /**
         * Constructs a new SetPace.
         * @param [properties] Properties to set
         */
        constructor(properties?: screener.SetPace.$Properties);

        /** Unknown fields preserved while decoding when enabled */
        $unknowns?: Uint8Array[];

        /** SetPace minIntervalMs. */
        minIntervalMs: number;

        /**
         * Encodes the specified SetPace message. Does not implicitly {@link screener.SetPace.verify|verify} messages.
         * @param message SetPace message or plain object to encode
         * @param [writer] Writer to encode to
         * @returns Writer
         */
        static encode(message: screener.SetPace.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

        /**
         * Decodes a SetPace message from the specified reader or buffer.
         * @param reader Reader or buffer to decode from
         * @param [length] Message length if known beforehand
         * @returns {screener.SetPace & screener.SetPace.$Shape} SetPace
         * @throws {Error} If the payload is not a reader or valid buffer
         * @throws {$protobuf.util.ProtocolError} If required fields are missing
         */
        static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): screener.SetPace & screener.SetPace.$Shape;

        /**
         * Gets the type url for SetPace
         * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
         * @returns The type url
         */
        static getTypeUrl(prefix?: string): string;
    }

    namespace SetPace {

        /** Properties of a SetPace. */
        interface $Properties {

            /** SetPace minIntervalMs */
            minIntervalMs?: (number|null);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];
        }

        /** Shape of a SetPace. */
        type $Shape = screener.SetPace.$Properties;
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
}

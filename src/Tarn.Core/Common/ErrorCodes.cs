namespace Tarn.Common;

/// <summary>Every stable error code. Codes are never reused; docs/errors.md explains each (a test compares).</summary>
public static class ErrorCodes
{
    // 1xxx: usage and the lake as a whole
    public const string NotALake = "TN1001";
    public const string LakeExists = "TN1002";
    public const string UnknownName = "TN1003";
    public const string Interrupted = "TN1004";
    public const string BadArgument = "TN1005";
    public const string NoServer = "TN1006";
    public const string ServerDiffers = "TN1007";
    public const string ServerLost = "TN1008";
    public const string TelemetryUnsent = "TN1009";
    public const string ProgramMissing = "TN1010";
    public const string ProgramFailed = "TN1011";

    // 2xxx: definitions (lake.yaml, models)
    public const string YamlSyntax = "TN2001";
    public const string YamlTooComplex = "TN2002";
    public const string DuplicateKey = "TN2003";
    public const string UnknownKey = "TN2004";
    public const string MissingKey = "TN2005";
    public const string BadValue = "TN2006";
    public const string SqlSyntax = "TN2007";
    public const string UnknownTable = "TN2008";
    public const string ModelCycle = "TN2009";
    public const string DuplicateTable = "TN2010";
    public const string UnresolvedSecret = "TN2011";
    public const string SqlBinding = "TN2012";
    public const string UnreadableDefinition = "TN2013";
    public const string StepCycle = "TN2020";

    // 3xxx: engine
    public const string QueryFailed = "TN3001";
    public const string QueryCancelled = "TN3002";
    public const string OutOfMemory = "TN3003";
    public const string EngineInvalidated = "TN3004";
    public const string StatementNotAllowed = "TN3005";
    public const string ConversionFailed = "TN3006";
    public const string EngineLibrary = "TN3007";
    public const string StatementTooLarge = "TN3011";
    public const string TimeLimit = "TN3012";
    public const string RowLimit = "TN3013";
    public const string ScanLimit = "TN3014";
    public const string MemoryLimit = "TN3015";
    public const string WorkerEnded = "TN3016";
    public const string IsolationUnavailable = "TN3017";

    // 4xxx: storage and state
    public const string StorageFull = "TN4001";
    public const string StorageReadOnly = "TN4002";
    public const string StorageFailed = "TN4003";
    public const string ObjectMissing = "TN4004";
    public const string BadKey = "TN4005";
    public const string LakeLocked = "TN4006";
    public const string StateCorrupt = "TN4007";
    public const string StateConflict = "TN4008";
    public const string ObjectArchived = "TN4009";
    public const string StorageUnfit = "TN4010";

    // 5xxx: tables
    public const string TableCorrupt = "TN5001";
    public const string TableUnsupported = "TN5002";
    public const string TableConflict = "TN5003";
    public const string SchemaMismatch = "TN5004";
    public const string NotNullViolated = "TN5005";
    public const string ConstraintViolated = "TN5006";
    public const string VersionGone = "TN5007";
    public const string ChangeFeedOff = "TN5009";
    public const string EntryExists = "TN5010";
    public const string BadEntry = "TN5011";

    // 6xxx: jobs
    public const string CheckFailed = "TN6001";
    public const string RunFailed = "TN6002";
    public const string UnreadableInput = "TN6003";
    public const string DuplicateMergeKey = "TN6004";

    // 7xxx: keys and encryption
    public const string MasterKey = "TN7001";
    public const string KeyDisabled = "TN7002";
    public const string KeyState = "TN7003";
    public const string BadCiphertext = "TN7004";
    public const string AliasExists = "TN7005";
    public const string ObjectDamaged = "TN7006";
    public const string ObjectEncrypted = "TN7007";
    public const string TableNotEncrypted = "TN7008";

    // 8xxx: access
    public const string BadPolicy = "TN8001";
    public const string IdentityExists = "TN8002";
    public const string IdentityInUse = "TN8003";
    public const string IdentityLimit = "TN8004";
    public const string OutboundRefused = "TN8005";
    public const string OutboundFailed = "TN8006";

    // 9xxx: streams
    public const string StreamBusy = "TN9001";
    public const string BadRecord = "TN9002";

    // 91xx: flows
    public const string RunDropped = "TN9101";
    public const string WorkflowBusy = "TN9102";
    public const string WorkflowEnded = "TN9103";

    // 92xx: PostgreSQL as a source
    public const string SourceUnreachable = "TN9201";
    public const string SourceRefused = "TN9202";
    public const string SourceFailed = "TN9203";
    public const string SourceUnfit = "TN9204";
    public const string SourcePositionLost = "TN9205";
    public const string SourceSnapshotLost = "TN9206";
    public const string SourceSchemaChanged = "TN9207";
}

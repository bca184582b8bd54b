namespace Tarn.Jobs.Runs;

/// <summary>What starts runs. Persisted by name.</summary>
public enum RunOriginKind
{
    /// <summary>Somebody at the command line.</summary>
    Person,

    /// <summary>A client of AWS's protocols, by its access key.</summary>
    Client,
    Trigger,
    Schedule,

    /// <summary>Objects that arrived in its input.</summary>
    Arrival,

    /// <summary>A notification that a bucket was told to send.</summary>
    BucketEvent,
    Workflow,
}

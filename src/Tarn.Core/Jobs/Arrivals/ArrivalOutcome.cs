namespace Tarn.Jobs.Arrivals;

/// <summary>What became of a job that was to start by itself.</summary>
internal enum ArrivalOutcome
{
    /// <summary>All that had arrived before is in its tables.</summary>
    Done,

    /// <summary>It failed; the run says why.</summary>
    Failed,

    /// <summary>It did not begin, since it was running already.</summary>
    Busy,
}

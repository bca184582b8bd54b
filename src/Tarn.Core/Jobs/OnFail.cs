namespace Tarn.Jobs;

/// <summary>What happens when a check finds rows.</summary>
public enum OnFail
{
    /// <summary>The rows stay; the run says how many.</summary>
    Warn,

    /// <summary>The rows are left out and counted.</summary>
    Drop,

    /// <summary>The rows go to <c>TABLE__quarantine</c> with the check's name and the run's id.</summary>
    Quarantine,

    /// <summary>Nothing is published.</summary>
    Fail,
}

namespace Tarn.Cli;

/// <summary>What the process tells its caller. Scripts depend on the numbers; a test pins them.</summary>
internal enum ExitCode
{
    Ok = 0,

    /// <summary>The work was tried and failed: a run, a query, a check of the doctor.</summary>
    Failed = 1,

    /// <summary>The command line is wrong, or a definition is invalid; nothing was tried.</summary>
    Usage = 2,

    /// <summary>What was asked for is not allowed.</summary>
    NotAllowed = 4,

    /// <summary>Stopped by Ctrl-C or a signal.</summary>
    Interrupted = 130,
}

namespace Tarn.Queries.Isolation;

/// <summary>How worker processes are started.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">That make it a worker of the lake.</param>
/// <param name="Variables">Names of environment variables that it gets; of all others it gets none.</param>
/// <param name="StateDirectory">The lake's <c>.tarn</c>, where workers have their scratch.</param>
public sealed record WorkerProgram(
    string FileName,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<string> Variables,
    string StateDirectory);

namespace Tarn.ProcessTests.Serving;

/// <summary>What a program printed, and how it ended.</summary>
public sealed record ClientResult(int ExitCode, string Output, string Errors);

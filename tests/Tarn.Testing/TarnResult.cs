namespace Tarn.Testing;

/// <summary>How a <c>tarn</c> process ended and what it said.</summary>
public sealed record TarnResult(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Errors}";
}

namespace Tarn.Testing;

/// <summary>The program that tests start.</summary>
public static class TarnProgram
{
    /// <summary>
    /// What <c>TARN_TEST_PROGRAM</c> names, such as the one that users start, which is compiled ahead and so begins
    /// sooner; else what was built with the tests.
    /// </summary>
    public static IReadOnlyList<string> Command { get; } =
        Environment.GetEnvironmentVariable("TARN_TEST_PROGRAM") is { Length: > 0 } program
            ? [program]
            : ["dotnet", typeof(Tarn.Cli.Hosting.LakeHost).Assembly.Location];
}

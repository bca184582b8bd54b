namespace Tarn.Testing;

/// <summary>
/// How much tests do that can do any amount: little by default, so that all tests stay quick; as much as was promised
/// when TARN_LONG_TESTS is set.
/// </summary>
public static class LongTests
{
    private const string Variable = "TARN_LONG_TESTS";

    public static bool AreWanted { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    public static int Choose(int shortly, int atLength) => AreWanted ? atLength : shortly;
}

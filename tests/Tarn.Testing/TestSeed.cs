using System.Globalization;
using Xunit;

namespace Tarn.Testing;

/// <summary>
/// The number that a test's random choices begin with: the same in every run, unless TARN_SEED is set to try others.
/// It is written to the test's output.
/// </summary>
public static class TestSeed
{
    private const string Variable = "TARN_SEED";
    private const int Default = 20_240_201;

    public static int Read()
    {
        int seed = Environment.GetEnvironmentVariable(Variable) is string text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : Default;
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{Variable}={seed}"));
        return seed;
    }
}

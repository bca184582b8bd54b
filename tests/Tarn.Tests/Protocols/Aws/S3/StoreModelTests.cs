using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>Requests in random order: a bucket holds what a dictionary of keys would.</summary>
public sealed class StoreModelTests
{
    private const int StepsPerSequence = 50;

    private static readonly int Sequences = LongTests.Choose(shortly: 30, atLength: 10_000);

    [Fact]
    public async Task Every_answer_is_that_of_the_model()
    {
        int seed = TestSeed.Read();
        for (int sequence = 0; sequence < Sequences; sequence++)
        {
            using S3Rig rig = new();
            StoreModel model = new(rig, new Random(seed + sequence));
            for (int step = 0; step < StepsPerSequence; step++)
            {
                string? wrong = await model.StepAsync();
                Assert.True(wrong is null, $"sequence {seed + sequence}, step {step}: {wrong}");
            }
        }
    }
}

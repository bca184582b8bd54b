using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Tarn.Storage;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables.Model;

/// <summary>
/// Random sequences of operations on a table and on an in-memory twin. A sequence that tells them apart is cut down to
/// its least and printed with the seed (TARN_SEED repeats it).
/// </summary>
public sealed class ModelTests
{
    private const int SequencesInMemory = 9_800;
    private static readonly int SequencesOnDisk = LongTests.Choose(shortly: 70, atLength: 200);
    private const int StepsMax = 20;
    private const int CheckpointInterval = 5;

    /// <summary>The engine cannot read objects that exist in memory only.</summary>
    private const int NoCheckpoints = 1_000_000;

    private const int ChoicesMax = 1000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_table_in_memory_is_always_what_its_twin_is() => Check(
        SequencesInMemory,
        [.. Enum.GetValues<TableStepKind>().Where(kind => kind != TableStepKind.Checkpoint)],
        async steps =>
        {
            ManualTimeProvider time = new();
            InMemoryObjectStore store = new("curated", time);
            await new TwinDriver(time, () => store, NoCheckpoints).RunAsync(steps, Cancellation);
        });

    [Fact]
    public void A_table_on_disk_with_checkpoints_is_always_what_its_twin_is() => Check(
        SequencesOnDisk,
        Enum.GetValues<TableStepKind>(),
        async steps =>
        {
            using TemporaryDirectory directory = new();
            ManualTimeProvider time = new();
            SequentialIdSource ids = new();
            await new TwinDriver(
                time, () => new LocalObjectStore("curated", directory.Path, time, ids), CheckpointInterval)
                .RunAsync(steps, Cancellation);
        });

    private static void Check(int count, TableStepKind[] kinds, Func<TableStep[], Task> run)
    {
        Gen<TableStep> step =
            from kind in Gen.Elements(kinds)
            from choice in Gen.Choose(0, ChoicesMax)
            select new TableStep(kind, choice);
        Arbitrary<TableStep[]> sequences = Arb.From(Gen.ArrayOf(step), Shorter);
        Config config = Config.QuickThrowOnFailure
            .WithMaxTest(count)
            .WithEndSize(StepsMax)
            .WithReplay(new Replay(new Rnd((ulong)TestSeed.Read()), FSharpOption<int>.None));
        FsCheck.Check.One(config, Prop.ForAll(sequences, steps => Task.Run(() => run(steps)).GetAwaiter().GetResult()));
    }

    /// <summary>The sequence without each one of its steps.</summary>
    private static IEnumerable<TableStep[]> Shorter(TableStep[] steps) =>
        Enumerable.Range(0, steps.Length).Select(i => (TableStep[])[.. steps[..i], .. steps[(i + 1)..]]);
}

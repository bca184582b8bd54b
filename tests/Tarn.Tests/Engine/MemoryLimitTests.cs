using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class MemoryLimitTests : IDisposable
{
    private static readonly EngineOptions Small = new() { MemoryBytesMax = 64 << 20, Threads = 2 };

    // A window over the sort keeps it from being optimized away.
    private const string Sort = """
        SELECT count(before) + 1
        FROM (SELECT lag(m) OVER (ORDER BY m) AS before FROM (SELECT md5(i::VARCHAR) AS m FROM range(3_000_000) t(i)))
        """;

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Without_scratch_a_big_sort_runs_out_of_memory()
    {
        EngineException exception = await Assert.ThrowsAsync<EngineException>(() => Run(Small));

        Assert.Equal((ErrorCodes.OutOfMemory, EngineErrorKind.OutOfMemory), (exception.Code, exception.Kind));
        Assert.StartsWith("the memory limit is reached: ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("/64.0 MiB used)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("engine.memory", exception.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_scratch_the_same_sort_succeeds_and_leaves_nothing()
    {
        string scratch = _directory.Sub("scratch");

        object? count = await Run(Small with { ScratchDirectory = scratch });

        Assert.Equal(3_000_000L, count);
        Assert.False(Directory.Exists(scratch) && Directory.EnumerateFiles(scratch).Any());
    }

    [Fact]
    public async Task Scratch_has_a_limit_too()
    {
        EngineOptions options = Small with { ScratchDirectory = _directory.Sub("scratch"), ScratchBytesMax = 1 << 20 };

        EngineException exception = await Assert.ThrowsAsync<EngineException>(() => Run(options));

        Assert.Equal(ErrorCodes.OutOfMemory, exception.Code);
        Assert.StartsWith("the scratch limit is reached: ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("/1.0 MiB used)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("engine.scratch", exception.Hint, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<object?> Run(EngineOptions options)
    {
        using DuckInstance instance = DuckInstance.Open(options);
        using DuckConnection connection = instance.Connect();
        return await connection.ScalarAsync(Sort, TestContext.Current.CancellationToken);
    }
}

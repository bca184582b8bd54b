using System.Collections.Concurrent;
using System.Globalization;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;
using static Tarn.Tests.Tables.TableRig;

namespace Tarn.Tests.Tables;

/// <summary>Many writers on one table on disk.</summary>
public sealed class ConcurrentCommitTests
{
    private const int Writers = 8;
    private const int CommitsPerWriter = 12;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_append_gets_a_version_of_its_own_and_none_is_lost()
    {
        using TemporaryDirectory directory = new();
        await CreateAsync(directory.Path);
        ConcurrentBag<long> versions = [];
        await RunWritersAsync(async writer =>
        {
            DeltaTable table = NewTable(directory.Path);
            for (int i = 1; i <= CommitsPerWriter; i++)
            {
                CommitResult result = await table.CommitAsync(
                    Write(WriteMode.Append, File(Name(writer, i), "1")) with
                    {
                        Transaction = new AppTransaction(Text(writer), i),
                    },
                    Cancellation);
                versions.Add(Assert.IsType<CommitResult.Committed>(result).Version);
            }
        });

        Assert.Equal(Enumerable.Range(1, Writers * CommitsPerWriter).Select(v => (long)v), versions.Order());
        TableSnapshot snapshot = (await NewTable(directory.Path).LoadAsync(Cancellation))!;
        Assert.Equal(Writers * CommitsPerWriter, snapshot.Files.Count);
        Assert.All(snapshot.Transactions.Values, version => Assert.Equal(CommitsPerWriter, version));
    }

    [Fact]
    public async Task Twins_of_one_transaction_commit_it_once()
    {
        using TemporaryDirectory directory = new();
        await CreateAsync(directory.Path);
        int committed = 0;
        await RunWritersAsync(async writer =>
        {
            DeltaTable table = NewTable(directory.Path);
            for (int i = 1; i <= CommitsPerWriter; i++)
            {
                CommitResult result = await table.CommitAsync(
                    Write(WriteMode.Append, File(Name(writer, i), "1")) with { Transaction = new("job", i) },
                    Cancellation);
                if (result is CommitResult.Committed)
                {
                    Interlocked.Increment(ref committed);
                }
                else if (result is CommitResult.Conflicted)
                {
                    i--;
                }
            }
        });

        TableSnapshot snapshot = (await NewTable(directory.Path).LoadAsync(Cancellation))!;
        Assert.Equal(CommitsPerWriter, committed);
        Assert.Equal(CommitsPerWriter, snapshot.Files.Count);
        Assert.Equal(CommitsPerWriter, snapshot.Version);
    }

    [Fact]
    public async Task Replacing_the_only_file_again_and_again_leaves_one_file()
    {
        using TemporaryDirectory directory = new();
        await CreateAsync(directory.Path);
        int committed = 0;
        await RunWritersAsync(async writer =>
        {
            DeltaTable table = NewTable(directory.Path);
            for (int i = 1; i <= CommitsPerWriter; i++)
            {
                TableSnapshot snapshot = (await table.LoadAsync(Cancellation))!;
                CommitResult result = await table.CommitAsync(
                    Write(WriteMode.ReplaceFiles, File(Name(writer, i), "1")) with
                    {
                        RemovedPaths = [.. snapshot.Files.Select(file => file.Path)],
                        ReadVersion = snapshot.Version,
                    },
                    Cancellation);
                Interlocked.Add(ref committed, result is CommitResult.Committed ? 1 : 0);
            }
        });

        TableSnapshot last = (await NewTable(directory.Path).LoadAsync(Cancellation))!;
        Assert.Single(last.Files);
        Assert.Equal(committed, last.Version);
    }

    private static Task RunWritersAsync(Func<int, Task> write) => Task.WhenAll(
        Enumerable.Range(0, Writers).Select(writer => Task.Run(() => write(writer), Cancellation)));

    private static Task<CommitResult> CreateAsync(string directory) =>
        NewTable(directory).CommitAsync(Write(WriteMode.Append), Cancellation);

    private static DeltaTable NewTable(string directory)
    {
        UlidSource ids = new(TimeProvider.System);
        LocalObjectStore store = new("b", directory, TimeProvider.System, ids);
        return new DeltaTable(store, Root, TableRig.Engine, TimeProvider.System, ids);
    }

    private static string Name(int writer, int index) => $"{Text(writer)}-{Text(index)}.parquet";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

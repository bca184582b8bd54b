using Tarn.Sources.Postgres.Increments;
using Tarn.Sources.Postgres.Positions;
using Xunit;

namespace Tarn.Tests.Sources.Postgres.Increments;

public sealed class TransactionRowsTests
{
    private const long Epoch = 1L << 32;

    [Fact]
    public void Without_a_position_all_rows_are_read() =>
        Assert.True(TransactionRows.Plan(new(700, 800), null, isReplica: false).IsWhole);

    [Fact]
    public void Rows_from_the_oldest_open_transaction_on_are_read()
    {
        PlannedRows rows = TransactionRows.Plan(new(900, 950), new(700, 800), isReplica: false);

        Assert.Contains("'700'::xid", rows.Where, StringComparison.Ordinal);
        Assert.Equal(new TransactionPosition(900, 950), rows.Next);
    }

    [Fact]
    public void Nothing_is_new_only_when_none_was_open_and_none_has_begun()
    {
        Assert.True(TransactionRows.Plan(new(800, 800), new(800, 800), isReplica: false).IsEmpty);
        Assert.False(TransactionRows.Plan(new(800, 800), new(799, 800), isReplica: false).IsEmpty);
        Assert.False(TransactionRows.Plan(new(800, 801), new(800, 800), isReplica: false).IsEmpty);
    }

    [Fact]
    public void Numbers_that_have_come_round_are_compared_by_their_lower_half()
    {
        TransactionPosition now = new(Epoch + 20, Epoch + 30);
        PlannedRows rows = TransactionRows.Plan(now, new(Epoch - 5, Epoch - 4), isReplica: false);
        PlannedRows first = TransactionRows.Plan(now, new(Epoch, Epoch + 4), isReplica: false);

        Assert.Contains("'4294967291'::xid", rows.Where, StringComparison.Ordinal);
        Assert.Contains("'3'::xid", first.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void After_half_a_round_everything_is_read_again()
    {
        PlannedRows rows = TransactionRows.Plan(new(1L << 31, (1L << 31) + 9), new(3, 4), isReplica: false);

        Assert.True(rows.IsWhole);
        Assert.Single(rows.Notes);
    }

    [Fact]
    public void Numbers_of_another_server_or_table_say_nothing()
    {
        TransactionPosition since = new(700, 800) { Server = "71", Relation = 16384 };
        TransactionPosition now = since with { Oldest = 900, Next = 900 };

        Assert.False(TransactionRows.Plan(now, since, isReplica: false).IsWhole);
        Assert.True(TransactionRows.Plan(now with { Server = "72" }, since, isReplica: false).IsWhole);
        Assert.True(TransactionRows.Plan(now with { Relation = 16385 }, since, isReplica: false).IsWhole);
        Assert.False(TransactionRows.Plan(now with { Server = null }, since, isReplica: false).IsWhole);
    }

    [Fact]
    public void A_server_that_went_back_is_read_whole_and_a_replica_that_is_behind_waits()
    {
        PlannedRows primary = TransactionRows.Plan(new(500, 600), new(700, 800), isReplica: false);
        PlannedRows replica = TransactionRows.Plan(new(500, 600), new(700, 800), isReplica: true);

        Assert.True(primary.IsWhole);
        Assert.True(replica.IsEmpty);
        Assert.Equal(new TransactionPosition(700, 800), replica.Next);
    }
}

using System.Text;
using Tarn.Common;
using Tarn.Engine;

namespace Tarn.Streams.Stages;

/// <summary>
/// Has a SELECT make rows of the records of a batch; each row goes on as a JSON object. It reads <c>records</c>, with
/// the columns <c>sequence</c>, <c>arrived_at</c> (UTC) and <c>data</c> (JSON). A record with which the statement
/// fails goes to the error prefix: the batch is halved until it is found.
/// </summary>
/// <param name="sql">One SELECT that names nothing else; whoever takes definitions in has checked it.</param>
/// <param name="engine">Runs it.</param>
internal sealed class SqlStage(string sql, DuckInstance engine) : IRecordStage
{
    private const string FailureCode = "Sql.ProcessingFailed";

    /// <summary>Of one batch; what fails after them fails without being halved further.</summary>
    private const int TriesMax = 200;

    private readonly JsonCheck _check = new();
    private int _tries;

    public async ValueTask<IReadOnlyList<OutgoingRecord>> RunAsync(
        IReadOnlyList<OutgoingRecord> records, Action<FailedRecord> failed, CancellationToken cancellationToken)
    {
        List<OutgoingRecord> sound = new(records.Count);
        foreach (OutgoingRecord record in records)
        {
            if (_check.FindProblem(record.Data) is { } problem)
            {
                failed(new FailedRecord(record.Source, ErrorTypes.Processing, FailureCode, problem));
            }
            else
            {
                sound.Add(record);
            }
        }

        List<OutgoingRecord> made = [];
        await TransformAsync(sound.ToArray(), made, failed, cancellationToken);
        return made;
    }

    private async Task TransformAsync(
        ArraySegment<OutgoingRecord> records,
        List<OutgoingRecord> made,
        Action<FailedRecord> failed,
        CancellationToken cancellationToken)
    {
        if (records.Count == 0)
        {
            return;
        }

        _tries++;
        try
        {
            made.AddRange(await SelectAsync(records, cancellationToken));
        }
        catch (TarnException exception) when (!exception.IsTransient && !cancellationToken.IsCancellationRequested)
        {
            if (records.Count > 1 && _tries < TriesMax)
            {
                int half = records.Count / 2;
                await TransformAsync(records[..half], made, failed, cancellationToken);
                await TransformAsync(records[half..], made, failed, cancellationToken);
                return;
            }

            foreach (OutgoingRecord record in records)
            {
                failed(new FailedRecord(record.Source, ErrorTypes.Processing, FailureCode, exception.Message));
            }
        }
    }

    private async Task<List<OutgoingRecord>> SelectAsync(
        ArraySegment<OutgoingRecord> records, CancellationToken cancellationToken)
    {
        using DuckConnection connection = engine.Connect();
        await connection.ExecuteAsync(
            """
            CREATE TEMP TABLE arrived (sequence BIGINT, milliseconds BIGINT, data VARCHAR);
            CREATE TEMP VIEW records AS
            SELECT sequence, epoch_ms(milliseconds) AS arrived_at, CAST(data AS JSON) AS data FROM arrived
            """,
            cancellationToken);
        using (TableAppender appender = connection.CreateAppender(schema: null, "arrived"))
        {
            foreach (OutgoingRecord record in records)
            {
                appender.Append(
                    record.Source.Sequence,
                    record.Source.ArrivedAt.ToUnixTimeMilliseconds(),
                    Encoding.UTF8.GetString(record.Data.Span));
            }

            appender.Complete();
        }

        List<OutgoingRecord> made = [];
        await using RowReader reader = await connection.QueryAsync(
            $"SELECT CAST(to_json(made) AS VARCHAR) FROM (\n{sql}\n) AS made", cancellationToken);
        await foreach (RowBatch batch in reader.ReadBatchesAsync(cancellationToken))
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                // Which record a row is from is not known; what fails further on is told as the row.
                byte[] json = Encoding.UTF8.GetBytes((string)batch.Columns[0].GetValue(row)!);
                made.Add(new OutgoingRecord(records[0].Source with { Data = json }, json));
            }
        }

        return made;
    }
}

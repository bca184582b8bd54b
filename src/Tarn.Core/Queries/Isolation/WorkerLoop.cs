using System.Text.Json;
using System.Threading.Channels;
using Tarn.Engine;

namespace Tarn.Queries.Isolation;

/// <summary>The work of a worker process: a statement in, its rows into a file, what there is to say out.</summary>
/// <param name="queries">Runs statements in this process.</param>
/// <param name="engine">Writes results.</param>
/// <param name="input">A request in each line.</param>
/// <param name="output">Gets a line when the worker is ready, and then an answer to each request.</param>
public sealed class WorkerLoop(QueryRunner queries, DuckInstance engine, TextReader input, TextWriter output)
{
    /// <summary>The first line of a worker.</summary>
    internal const string Ready = "ready";

    private readonly QueryRunner _queries = queries.Isolated(StatementIsolation.None);

    /// <summary>Answers until the input ends.</summary>
    /// <param name="onInputEnd">
    /// Called at the end of the input, also while a statement runs: whoever asked is gone and wants no answer.
    /// </param>
    public async Task RunAsync(Action onInputEnd)
    {
        Channel<string> requests = Channel.CreateUnbounded<string>();
        Thread reader = new(() => Read(requests.Writer, onInputEnd)) { IsBackground = true };
        reader.Start();
        await SayAsync(Ready);
        await foreach (string request in requests.Reader.ReadAllAsync(CancellationToken.None))
        {
            WorkerResponse response = await AnswerAsync(
                JsonSerializer.Deserialize(request, WorkerJson.Default.WorkerRequest)!);
            await SayAsync(JsonSerializer.Serialize(response, WorkerJson.Default.WorkerResponse));
        }
    }

    private void Read(ChannelWriter<string> requests, Action onInputEnd)
    {
        while (input.ReadLine() is { } line)
        {
            requests.TryWrite(line);
        }

        onInputEnd();
        requests.Complete();
    }

    private async Task SayAsync(string line)
    {
        await output.WriteLineAsync(line);
        await output.FlushAsync();
    }

    private async Task<WorkerResponse> AnswerAsync(WorkerRequest request)
    {
        try
        {
            ProcessLimits.AllowCpu(request.Limits.TimeMax);
            QueryRunner runner = _queries.Within(request.Limits).In(request.Dialect);
            IReadOnlyDictionary<string, object?> parameters = await ParameterText.ReadAllAsync(
                request.Parameters, engine, CancellationToken.None);
            return request.Task switch
            {
                WorkerTask.Estimate => new WorkerResponse
                {
                    Estimates = await runner.EstimateAsync(
                        request.Sql, parameters, request.AsOf(), CancellationToken.None),
                },
                WorkerTask.Shape => await DescribeAsync(runner, request),
                _ => await RunAsync(request.IsMeasuring ? runner.Measuring() : runner, request, parameters),
            };
        }
        catch (Exception exception)
        {
            // Whatever it is ends the statement; whoever asked is to hear of it.
            return new WorkerResponse { Error = WorkerError.Of(exception) };
        }
    }

    private async Task<WorkerResponse> DescribeAsync(QueryRunner runner, WorkerRequest request)
    {
        QueryShape shape = await runner.DescribeAsync(request.Sql, CancellationToken.None);
        await ResultFile.WriteEmptyAsync(engine, request.ResultPath, shape.Columns, CancellationToken.None);
        return new WorkerResponse { Columns = ResultFile.Describe(shape.Columns), Inputs = shape.Inputs };
    }

    private async Task<WorkerResponse> RunAsync(
        QueryRunner runner, WorkerRequest request, IReadOnlyDictionary<string, object?> parameters)
    {
        await using QueryExecution execution = await runner.RunAsync(
            request.Sql, parameters, request.AsOf(), CancellationToken.None);
        await ResultFile.WriteAsync(engine, request.ResultPath, execution.Rows, CancellationToken.None);
        QueryOmissions omissions = await execution.OmissionsAsync(CancellationToken.None);
        return new WorkerResponse
        {
            Columns = ResultFile.Describe(execution.Rows.Columns),
            Scanned = execution.Tables,
            BytesScanned = execution.Statistics.BytesScanned,
            Unreadable = omissions.Files,
            Unfit = omissions.Unfit,
            Lines = omissions.Lines,
        };
    }
}

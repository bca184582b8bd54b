using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Queries.Isolation;

/// <summary>
/// One worker, as the process that asks it sees it: a question at a time. Disposing it kills it and removes its
/// temporary files.
/// </summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _stateDirectory;
    private readonly Task<string> _complaint;

    private WorkerProcess(Process process, string stateDirectory)
    {
        _process = process;
        _stateDirectory = stateDirectory;
        _complaint = ReadFirstLineAsync(process.StandardError);
    }

    /// <summary>How many statements it was given.</summary>
    public int StatementCount { get; private set; }

    public bool HasExited => _process.HasExited;

    /// <summary>Starts one and waits until it is ready.</summary>
    /// <exception cref="TarnException"><c>TN3016</c>, <c>TN3017</c>: it ended, or cannot be started at all.</exception>
    public static async Task<WorkerProcess> StartAsync(WorkerProgram program, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(program.FileName, program.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        WorkerEnvironment.Fill(start.Environment, program.Variables);
        WorkerProcess worker = new(Start(start), program.StateDirectory);
        try
        {
            return await worker._process.StandardOutput.ReadLineAsync(cancellationToken) == WorkerLoop.Ready
                ? worker
                : throw await worker.EndedAsync();
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    /// <summary>Has a statement run. After any exception the worker is of no more use.</summary>
    /// <exception cref="TarnException"><c>TN3016</c>: the worker ended before the statement did.</exception>
    public async Task<WorkerResponse> AskAsync(WorkerRequest request, CancellationToken cancellationToken)
    {
        StatementCount++;
        string? answer;
        try
        {
            string line = JsonSerializer.Serialize(request, WorkerJson.Default.WorkerRequest);
            await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
            await _process.StandardInput.FlushAsync(cancellationToken);
            answer = await _process.StandardOutput.ReadLineAsync(cancellationToken);
        }
        catch (IOException)
        {
            throw await EndedAsync();
        }

        return answer is null
            ? throw await EndedAsync()
            : JsonSerializer.Deserialize(answer, WorkerJson.Default.WorkerResponse)!;
    }

    public void Dispose()
    {
        int processId = _process.Id;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        ProcessScratch.RemoveOf(_stateDirectory, processId);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new TarnException(
                ErrorCodes.IsolationUnavailable,
                $"no worker process can be started from '{start.FileName}': {exception.Message}",
                exception);
        }
    }

    /// <summary>Reads to the end, so that the worker never waits for somebody to read.</summary>
    private static async Task<string> ReadFirstLineAsync(StreamReader reader)
    {
        string first = "";
        while (await reader.ReadLineAsync() is { } line)
        {
            first = first.Length == 0 ? line.Trim() : first;
        }

        return first;
    }

    private async Task<TarnException> EndedAsync()
    {
        await _process.WaitForExitAsync();
        string complaint = await _complaint;
        string said = complaint.Length == 0 ? "" : $"; it said: {complaint}";
        return new TarnException(
            ErrorCodes.WorkerEnded,
            $"the worker process of the statement ended: {ExitCause.Of(_process.ExitCode)}{said}")
        {
            Hint = "other statements were not touched; one that does this again takes more than its worker may have",
        };
    }
}

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Tarn.Common;
using Tarn.Common.Network;
using Tarn.Flows.Events;
using Tarn.Flows.Graphs;
using Tarn.Sources.Http;

namespace Tarn.Flows.Runs.Work;

/// <summary>
/// Sends requests. One whose process ended before the answer was kept is sent again, with the same key in its header
/// <c>Idempotency-Key</c>, by which the other side can tell.
/// </summary>
internal sealed class HttpWorker(
    OutboundGuard guard, Func<CancellationToken, Task<SecretReferences>> openSecrets, StepPauses pauses) : IStepWorker
{
    private const int FieldLengthMax = 64 * 1024;

    private static readonly TimeSpan AskedDelayMax = TimeSpan.FromHours(1);

    public async Task<StepResult> RunAsync(
        StepCall call, CancellationToken stopToken, CancellationToken cancellationToken)
    {
        StepWork.CallHttp work = (StepWork.CallHttp)call.Work;
        using CancellationTokenSource either =
            CancellationTokenSource.CreateLinkedTokenSource(stopToken, cancellationToken);
        using HttpClient client = guard.CreateClient(new OutboundLimits
        {
            TimeMax = work.TimeMax,
            Decompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
        });
        try
        {
            HttpCall sent = new(work, call.Values, await openSecrets(either.Token));
            using HttpRequestMessage request = sent.MakeRequest($"{call.Live.Run.Id}-{call.Record.Name}");
            using HttpResponseMessage response = await client.SendAsync(request, either.Token);
            int status = (int)response.StatusCode;
            bool isGood = work.Expected.Count == 0 ? response.IsSuccessStatusCode : work.Expected.Contains(status);
            return isGood
                ? await ReadAsync(work, response, either.Token)
                : Refused(request, response);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new StepResult(StepState.Stopped);
        }
        catch (TarnException exception) when (!exception.IsTransient)
        {
            return StepResult.Failed($"{exception.Code}: {exception.Message}") with { IsFinal = true };
        }
    }

    private static async Task<StepResult> ReadAsync(
        StepWork.CallHttp work, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Dictionary<string, string> outputs = new() { ["status"] = Text((int)response.StatusCode) };
        if (work.Fields.Count == 0)
        {
            return new StepResult(StepState.Succeeded) { Outputs = outputs };
        }

        using JsonDocument body = await ParseAsync(response, cancellationToken);
        foreach ((string name, string place) in work.Fields)
        {
            string text = JsonPath.TryParse(place)!.Find(body.RootElement) is { } found
                ? EventValues.TextOf(found)
                : throw new TarnException(ErrorCodes.BadArgument, $"the answer has nothing at '{place}'");
            outputs[name] = text.Length <= FieldLengthMax ? text : throw new TarnException(
                ErrorCodes.BadArgument, $"the answer has {text.Length} letters at '{place}', at most {FieldLengthMax}");
        }

        return new StepResult(StepState.Succeeded) { Outputs = outputs };
    }

    private static async Task<JsonDocument> ParseAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
        catch (JsonException exception)
        {
            throw new TarnException(ErrorCodes.BadArgument, $"the answer is no JSON: {exception.Message}", exception);
        }
    }

    private StepResult Refused(HttpRequestMessage request, HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        string place = request.RequestUri!.GetLeftPart(UriPartial.Path);
        return StepResult.Failed($"{place} answered with status {Text(status)}") with
        {
            // What the other side does not want now it does not want later, unless it says so.
            IsFinal = status is < 500 and not (408 or 425 or 429),
            RetryAfter = AskedDelay(response.Headers.RetryAfter),
        };
    }

    private TimeSpan? AskedDelay(RetryConditionHeaderValue? asked)
    {
        TimeSpan? delay = asked?.Delta ?? (asked?.Date - pauses.Now);
        return delay < AskedDelayMax ? delay : delay is null ? null : AskedDelayMax;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

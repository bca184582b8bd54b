using Microsoft.AspNetCore.Http;
using Tarn.Common;
using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Streams.Access;
using Tarn.Protocols.Streams.Beacons;
using Tarn.Protocols.Streams.Bodies;
using Tarn.Security.Access;
using Tarn.Security.Identities;
using Tarn.Streams;
using Tarn.Streams.Intake;

namespace Tarn.Protocols.Streams;

/// <summary>
/// Puts by plain HTTP: <c>POST /streams/NAME</c>, and <c>POST /streams/NAME/beacon</c> for pages in browsers. A bucket
/// called "streams" is reached by requests that are signed as AWS's clients sign.
/// </summary>
public sealed class StreamEndpoint : IDisposable
{
    private const string PathStart = "/streams";
    private const string BeaconEnd = "/beacon";

    private readonly IStreamPuts _puts;
    private readonly Dictionary<string, StreamIntake> _intakes;
    private readonly PutAccess _access;
    private readonly PlainBody _bodies = new();
    private readonly BeaconEndpoint _beacons;

    public StreamEndpoint(StreamEndpointParts parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        _puts = parts.Puts;
        _intakes = parts.Definitions.ToDictionary(
            definition => definition.Name, definition => definition.Intake, StringComparer.Ordinal);
        AccessControl access = new(new IdentityStore(parts.Documents, parts.TimeProvider, parts.IdSource));
        _access = new PutAccess(
            parts.Keys, new ServiceGate(access, parts.TimeProvider), parts.IdSource, parts.TimeProvider);
        _beacons = new BeaconEndpoint(parts.Puts, parts.TimeProvider);
    }

    /// <summary>Whether the request is a plain put, or a browser's question whether it may make one.</summary>
    public bool IsFor(HttpRequest request)
    {
        if (!request.Path.StartsWithSegments(PathStart, StringComparison.Ordinal, out PathString rest)
            || rest.Value is not { Length: > 1 }
            || PlainRequests.IsForAws(request))
        {
            return false;
        }

        return HttpMethods.IsPost(request.Method)
            || (HttpMethods.IsOptions(request.Method) && FindBeacon(NameIn(rest)) is not null && IsBeacon(rest));
    }

    public async Task HandleAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Request.Path.StartsWithSegments(PathStart, out PathString rest);
        try
        {
            await (IsBeacon(rest) ? HandleBeaconAsync(context, NameIn(rest)) : PutAsync(context, NameIn(rest)));
        }
        catch (PlainException exception)
        {
            await PutAnswer.WriteAsync(context, exception);
        }
        catch (TarnException exception) when (PlainException.Of(exception) is { } translated)
        {
            await PutAnswer.WriteAsync(context, translated);
        }
    }

    public void Dispose() => _bodies.Dispose();

    private static bool IsBeacon(PathString rest) =>
        rest.Value!.EndsWith(BeaconEnd, StringComparison.Ordinal) && rest.Value.Length > BeaconEnd.Length + 1;

    private static string NameIn(PathString rest) =>
        IsBeacon(rest) ? rest.Value![1..^BeaconEnd.Length] : rest.Value![1..];

    private BeaconRules? FindBeacon(string name) => _intakes.GetValueOrDefault(name)?.Beacon;

    private async Task PutAsync(HttpContext context, string name)
    {
        CancellationToken cancellationToken = context.RequestAborted;
        StreamIntake intake = _intakes.GetValueOrDefault(name) ?? new StreamIntake();
        bool isAdmitted = await _access.AdmitAsync(context, intake, cancellationToken);
        byte[]? sent = await PlainBody.TryReadAsync(context.Request, PlainBody.SentBytesMax, cancellationToken);
        if (sent is null)
        {
            return;
        }

        if (!isAdmitted)
        {
            _access.AdmitSigned(context.Request, intake, sent);
        }

        await _bodies.DecodeAsync(
            sent,
            context.Request.Headers.ContentEncoding.ToString(),
            async body =>
            {
                BodyRecords records = BodyFormats.Read(context.Request.ContentType, body);
                await PutAnswer.WriteAsync(
                    context, await RecordPuts.PutAsync(_puts, name, records, cancellationToken));
            },
            cancellationToken);
    }

    private Task HandleBeaconAsync(HttpContext context, string name)
    {
        BeaconRules rules = FindBeacon(name)
            ?? throw PlainException.NotAllowed($"'{name}' is no stream that takes beacons");
        if (HttpMethods.IsOptions(context.Request.Method))
        {
            BeaconEndpoint.AnswerPreflight(context, rules);
            return Task.CompletedTask;
        }

        return _beacons.PutAsync(context, name, rules, context.RequestAborted);
    }
}

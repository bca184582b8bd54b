using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Signing;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Rest;

/// <summary>
/// One operation of a service whose requests are paths, query strings and bodies of JSON (botocore: "rest-json"). All
/// three together are the members of the request.
/// </summary>
internal abstract class RestOperation
{
    public required string Name { get; init; }

    /// <summary>Of HTTP.</summary>
    public required string Method { get; init; }

    public required PathTemplate Path { get; init; }

    /// <summary>What users should know of it.</summary>
    public required OperationNote Note { get; init; }

    /// <summary>The members of the request that are read.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>The members of a request as one JSON object.</summary>
    /// <exception cref="AwsException"><c>SerializationException</c>: the body is no JSON object.</exception>
    public abstract byte[] MembersOf(RequestHead head, ReadOnlyMemory<byte> body);

    /// <param name="members">As <see cref="MembersOf"/> gives them.</param>
    /// <param name="call">The request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="AwsException">The request is wrong, or cannot be done.</exception>
    public abstract Task<byte[]> RunAsync(byte[] members, AwsCall call, CancellationToken cancellationToken);

    /// <param name="name">Of the operation.</param>
    /// <param name="address">As <c>GET /schedules/{Name}</c>.</param>
    /// <param name="query">Members by the names that the query string has for them.</param>
    /// <param name="requestType">Members that the service's model requires are <c>required</c>.</param>
    /// <param name="responseType">Members that are null are left out.</param>
    /// <param name="run">Does it.</param>
    /// <param name="note">What users should know of it; null is nothing.</param>
    public static RestOperation Of<TRequest, TResponse>(
        string name,
        string address,
        IReadOnlyDictionary<string, string> query,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TResponse> responseType,
        Func<TRequest, AwsCall, CancellationToken, Task<TResponse>> run,
        OperationNote? note = null)
        where TRequest : class
    {
        string[] words = address.Split(' ');
        return new Typed<TRequest, TResponse>(query, requestType, responseType, run)
        {
            Name = name,
            Method = words[0],
            Path = new PathTemplate(words[1]),
            Note = note ?? OperationNote.None,
            Members = [.. requestType.Properties.Select(property => property.Name)],
        };
    }

    private sealed class Typed<TRequest, TResponse>(
        IReadOnlyDictionary<string, string> query,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TResponse> responseType,
        Func<TRequest, AwsCall, CancellationToken, Task<TResponse>> run) : RestOperation
        where TRequest : class
    {
        public override byte[] MembersOf(RequestHead head, ReadOnlyMemory<byte> body) =>
            RestMembers.Merge(Path.Match(head.RawPath)!, head.Query, query, body, requestType);

        public override async Task<byte[]> RunAsync(
            byte[] members, AwsCall call, CancellationToken cancellationToken)
        {
            TResponse response = await run(JsonRequest.Read(members, requestType), call, cancellationToken);
            return JsonSerializer.SerializeToUtf8Bytes(response, responseType);
        }
    }
}

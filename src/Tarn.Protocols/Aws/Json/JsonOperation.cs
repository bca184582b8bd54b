using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Json;

/// <summary>
/// One operation of a service that speaks JSON: from the bytes of the request to those of the answer.
/// </summary>
internal abstract class JsonOperation
{
    /// <summary>What users should know of it.</summary>
    public required OperationNote Note { get; init; }

    /// <summary>The members of the request that are read.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <exception cref="AwsException">The request is wrong, or cannot be done.</exception>
    public abstract Task<byte[]> RunAsync(
        ReadOnlyMemory<byte> request, AwsCall call, CancellationToken cancellationToken);

    /// <param name="requestType">Members that the service's model requires are <c>required</c>.</param>
    /// <param name="responseType">Members that are null are left out.</param>
    /// <param name="run">Does it.</param>
    /// <param name="note">What users should know of it; null is nothing.</param>
    public static JsonOperation Of<TRequest, TResponse>(
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TResponse> responseType,
        Func<TRequest, AwsCall, CancellationToken, Task<TResponse>> run,
        OperationNote? note = null)
        where TRequest : class => new Typed<TRequest, TResponse>(requestType, responseType, run)
        {
            Note = note ?? OperationNote.None,
            Members = [.. requestType.Properties.Select(property => property.Name)],
        };

    private sealed class Typed<TRequest, TResponse>(
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TResponse> responseType,
        Func<TRequest, AwsCall, CancellationToken, Task<TResponse>> run) : JsonOperation
        where TRequest : class
    {
        public override async Task<byte[]> RunAsync(
            ReadOnlyMemory<byte> request, AwsCall call, CancellationToken cancellationToken)
        {
            TResponse response = await run(JsonRequest.Read(request, requestType), call, cancellationToken);
            return JsonSerializer.SerializeToUtf8Bytes(response, responseType);
        }
    }
}

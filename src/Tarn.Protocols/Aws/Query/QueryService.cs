using System.Xml;
using Tarn.Common;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Query;

/// <summary>Writes the members of an operation's result.</summary>
internal delegate void ResultWriter(XmlWriter writer);

/// <summary>Does one operation.</summary>
internal delegate Task<ResultWriter> QueryOperation(
    QueryRequest request, AwsCall call, CancellationToken cancellationToken);

/// <summary>Does one operation for somebody who follows a link, and has signed nothing.</summary>
internal delegate Task<ResultWriter> LinkOperation(QueryRequest request, CancellationToken cancellationToken);

/// <summary>A service that takes forms and answers in XML: its operations by their Action.</summary>
internal sealed record QueryService
{
    /// <summary>As in the scope of signatures: <c>sts</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The date of its interface, by which unsigned requests are told apart.</summary>
    public required string Version { get; init; }

    /// <summary>Namespace of its XML.</summary>
    public required string Namespace { get; init; }

    public required IReadOnlyDictionary<string, QueryOperation> Operations { get; init; }

    /// <summary>Those that need no permission.</summary>
    public IReadOnlyList<string> OpenOperations { get; init; } = [];

    /// <summary>Those that links of messages call with GET, by their Action; they look at what the link has.</summary>
    public IReadOnlyDictionary<string, LinkOperation> Links { get; init; } = new Dictionary<string, LinkOperation>();

    /// <summary>Those that nobody signs, which end in an error each.</summary>
    public IReadOnlyDictionary<string, AwsException> Refusals { get; init; } = new Dictionary<string, AwsException>();

    /// <summary>What users should know of some of them, by name.</summary>
    public IReadOnlyDictionary<string, OperationNote> Notes { get; init; } = new Dictionary<string, OperationNote>();

    /// <summary>An error of the lake in the words of this service; null when it has none for it.</summary>
    public Func<TarnException, AwsException?> Translate { get; init; } = _ => null;
}

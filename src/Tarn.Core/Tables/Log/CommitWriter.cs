using System.Text.Json;
using System.Text.Json.Nodes;
using Tarn.Tables.Integrity;

namespace Tarn.Tables.Log;

/// <summary>A commit as the bytes of its file: one action a line, <c>commitInfo</c> first ("Actions").</summary>
internal static class CommitWriter
{
    public static byte[] Write(Commit commit)
    {
        using MemoryStream content = new();
        using ActionLines lines = new(content);
        if (commit.Info is JsonObject info)
        {
            lines.Write("commitInfo", info, WriteInfo);
        }

        if (commit.Protocol is ProtocolAction protocol)
        {
            lines.Write("protocol", protocol, ActionJson.WriteProtocol);
        }

        if (commit.Metadata is MetadataAction metadata)
        {
            lines.Write("metaData", metadata, ActionJson.WriteMetadata);
        }

        foreach (AppTransaction transaction in commit.Transactions)
        {
            lines.Write("txn", transaction, ActionJson.WriteTransaction);
        }

        foreach (DomainAction domain in commit.Domains)
        {
            lines.Write("domainMetadata", domain, ActionJson.WriteDomain);
        }

        foreach (RemoveAction remove in commit.Removes)
        {
            lines.Write("remove", remove, ActionJson.WriteRemove);
        }

        foreach (AddAction add in commit.Adds)
        {
            lines.Write("add", add, ActionJson.WriteAdd);
        }

        foreach (ChangeAction change in commit.Changes)
        {
            lines.Write("cdc", change, ActionJson.WriteChange);
        }

        byte[] bytes = content.ToArray();
        if (commit.Info is not null)
        {
            CommitChecksum.Fill(bytes);
        }

        return bytes;
    }

    private static void WriteInfo(Utf8JsonWriter json, JsonObject info)
    {
        json.WriteStartObject();
        foreach ((string name, JsonNode? value) in info)
        {
            json.WritePropertyName(name);
            if (value is null)
            {
                json.WriteNullValue();
            }
            else
            {
                value.WriteTo(json);
            }
        }

        json.WriteString(CommitChecksum.Field, CommitChecksum.Blank);
        json.WriteEndObject();
    }
}

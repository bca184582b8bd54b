using System.Globalization;
using System.Xml;
using Tarn.Protocols.Aws.S3.Wire;
using Tarn.Storage.Lifecycle;

namespace Tarn.Protocols.Aws.S3.LifecycleRules;

/// <summary>Lifecycle configurations as XML, in the form in which they were sent.</summary>
internal static class LifecycleWriter
{
    public static void Write(XmlWriter xml, LifecycleConfiguration configuration)
    {
        foreach (LifecycleRule rule in configuration.Rules)
        {
            xml.WriteStartElement("Rule");
            xml.WriteElementString("ID", rule.Id);
            WriteFilter(xml, rule.Filter);
            xml.WriteElementString("Status", rule.IsEnabled ? "Enabled" : "Disabled");
            WriteCurrent(xml, rule);
            WriteNoncurrent(xml, rule);
            if (rule.AbortUploadsAfterDays is { } days)
            {
                xml.WriteStartElement("AbortIncompleteMultipartUpload");
                WriteNumber(xml, "DaysAfterInitiation", days);
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }
    }

    private static void WriteFilter(XmlWriter xml, LifecycleFilter filter)
    {
        if (filter.Form == LifecycleFilterForm.RulePrefix)
        {
            xml.WriteElementString("Prefix", filter.Prefix);
            return;
        }

        xml.WriteStartElement("Filter");
        if (filter.Form == LifecycleFilterForm.And)
        {
            xml.WriteStartElement("And");
        }

        if (filter.Prefix is not null)
        {
            xml.WriteElementString("Prefix", filter.Prefix);
        }

        foreach ((string key, string value) in filter.Tags)
        {
            xml.WriteStartElement("Tag");
            xml.WriteElementString("Key", key);
            xml.WriteElementString("Value", value);
            xml.WriteEndElement();
        }

        WriteNumber(xml, "ObjectSizeGreaterThan", filter.SizeBytesOver);
        WriteNumber(xml, "ObjectSizeLessThan", filter.SizeBytesUnder);
        if (filter.Form == LifecycleFilterForm.And)
        {
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteCurrent(XmlWriter xml, LifecycleRule rule)
    {
        if (rule.Expiration is { } expiration)
        {
            xml.WriteStartElement("Expiration");
            WriteNumber(xml, "Days", expiration.Days);
            WriteDate(xml, expiration.Date);
            if (expiration.DropsLoneDeleteMarkers is { } drops)
            {
                xml.WriteElementString("ExpiredObjectDeleteMarker", drops ? "true" : "false");
            }

            xml.WriteEndElement();
        }

        foreach (TransitionAction move in rule.Transitions)
        {
            xml.WriteStartElement("Transition");
            WriteNumber(xml, "Days", move.Days);
            WriteDate(xml, move.Date);
            xml.WriteElementString("StorageClass", move.StorageClass);
            xml.WriteEndElement();
        }
    }

    private static void WriteNoncurrent(XmlWriter xml, LifecycleRule rule)
    {
        if (rule.NoncurrentExpiration is { } expiration)
        {
            xml.WriteStartElement("NoncurrentVersionExpiration");
            WriteNumber(xml, "NoncurrentDays", expiration.Days);
            WriteNumber(xml, "NewerNoncurrentVersions", expiration.NewerVersionsKept);
            xml.WriteEndElement();
        }

        foreach (NoncurrentTransitionAction move in rule.NoncurrentTransitions)
        {
            xml.WriteStartElement("NoncurrentVersionTransition");
            WriteNumber(xml, "NoncurrentDays", move.Days);
            WriteNumber(xml, "NewerNoncurrentVersions", move.NewerVersionsKept);
            xml.WriteElementString("StorageClass", move.StorageClass);
            xml.WriteEndElement();
        }
    }

    private static void WriteNumber(XmlWriter xml, string name, long? number)
    {
        if (number is { } value)
        {
            xml.WriteElementString(name, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void WriteDate(XmlWriter xml, DateTimeOffset? date)
    {
        if (date is { } moment)
        {
            xml.WriteElementString("Date", S3Time.Xml(moment));
        }
    }
}

/* libxml2, streaming: its reader, with a schema that was parsed once.
 *
 *   libxml2 SCHEMA.xsd SECONDS FILE...
 *
 * Prints for each file "libxml2 FILE MICROSECONDS", of CPU time for one document. */
#include <libxml/parser.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

/* Parts into which the time of a measurement is cut; the fastest counts. */
#define PARTS 20

static double cpu_sec(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           1e-6 * (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
}

static void fail(const char *what, const char *name) {
    fprintf(stderr, "libxml2: %s: %s\n", what, name);
    exit(1);
}

static char *read_file(const char *name, int *length) {
    FILE *file = fopen(name, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) fail("cannot be read", name);
    long size = ftell(file);
    rewind(file);
    char *bytes = malloc((size_t)size);
    if (bytes == NULL || fread(bytes, 1, (size_t)size, file) != (size_t)size) fail("cannot be read", name);
    fclose(file);
    *length = (int)size;
    return bytes;
}

int main(int count, char **arguments) {
    if (count < 4) fail("SCHEMA.xsd SECONDS FILE... are needed", arguments[0]);
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(arguments[1]);
    xmlSchemaPtr schema = xmlSchemaParse(parser);
    if (schema == NULL) fail("the schema cannot be used", arguments[1]);
    double seconds = atof(arguments[2]);
    for (int index = 3; index < count; index++) {
        int length;
        char *bytes = read_file(arguments[index], &length);
        double best = 1e9;
        for (int part = 0; part < PARTS; part++) {
            long documents = 0;
            double begun = cpu_sec(), spent;
            do {
                xmlTextReaderPtr reader = xmlReaderForMemory(bytes, length, NULL, NULL, 0);
                if (reader == NULL || xmlTextReaderSetSchema(reader, schema) != 0) fail("cannot be read", arguments[index]);
                while (xmlTextReaderRead(reader) == 1) {
                }
                if (xmlTextReaderIsValid(reader) != 1) fail("not valid", arguments[index]);
                xmlFreeTextReader(reader);
                documents++;
                spent = cpu_sec() - begun;
            } while (spent < seconds / PARTS);
            if (spent / (double)documents < best) best = spent / (double)documents;
        }
        printf("libxml2 %s %.3f\n", arguments[index], best * 1e6);
        free(bytes);
    }
    return 0;
}
